import type { ReactNode, SubmitEvent } from "react";
import { useRef, useState } from "react";
import type { ServerError } from "../../lib/serverError";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import { AlertIcon } from "../../ui/icons/icons";
import { TextField } from "../../ui/TextField";
import styles from "./AuthCard.module.css";

export interface AuthField {
  readonly name: "name" | "email" | "password" | "newPassword";
  readonly label: string;
  readonly type: "text" | "email" | "password";
  readonly autoComplete: string;
  readonly hint?: string;
}

type Values = Record<AuthField["name"], string>;

interface AuthFormProps {
  readonly fields: readonly AuthField[];
  readonly submitLabel: string;
  readonly onSubmit: (values: Values) => Promise<ServerError | null>;
  readonly notice?: ReactNode;
}

export function AuthForm({ fields, submitLabel, onSubmit, notice }: AuthFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<ServerError | null>(null);
  const [isPending, setPending] = useState(false);
  const isFieldError = fields.some(({ name }) => error?.fields[name]);

  const show = (next: ServerError) => {
    setError(next);
    const firstWrong = fields.find(({ name }) => next.fields[name]) ?? fields.at(-1);
    form.current?.querySelector<HTMLInputElement>(`[name="${firstWrong?.name}"]`)?.focus();
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    const valueOf = (name: string) => String(data.get(name) ?? "");
    const missing = fields.filter(({ name }) => valueOf(name).trim() === "");
    if (missing.length > 0) {
      show({
        code: "MISSING",
        message: "",
        fields: Object.fromEntries(missing.map(({ name }) => [name, strings.auth.required])),
      });
      return;
    }
    setPending(true);
    const refusal = await onSubmit({
      name: valueOf("name"),
      email: valueOf("email"),
      password: valueOf("password"),
      newPassword: valueOf("newPassword"),
    });
    setPending(false);
    if (refusal) show(refusal);
  };

  return (
    <form className={styles.form} noValidate onSubmit={submit} ref={form}>
      {notice}
      {error && !isFieldError && (
        <p className={styles.alert} role="alert">
          <AlertIcon />
          {error.message}
        </p>
      )}
      {fields.map((field, index) => (
        <TextField
          autoComplete={field.autoComplete}
          autoFocus={index === 0}
          error={error?.fields[field.name]}
          key={field.name}
          label={field.label}
          name={field.name}
          type={field.type}
          {...(field.hint ? { hint: field.hint } : {})}
        />
      ))}
      <Button className={styles.submit} disabled={isPending} look="primary" type="submit">
        {submitLabel}
      </Button>
    </form>
  );
}
