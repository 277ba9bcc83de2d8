import { type SubmitEvent, useState } from "react";
import { useNavigate } from "react-router";
import { toServerError } from "../../apollo/toServerError";
import { newId } from "../../lib/ids";
import type { ServerError } from "../../lib/serverError";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import { FormDialog } from "../../ui/FormDialog";
import { TextField } from "../../ui/TextField";
import styles from "./NewProjectDialog.module.css";
import { useCreateProject } from "./useCreateProject";

interface NewProjectDialogProps {
  readonly onClose: () => void;
  readonly onCreated?: () => void;
}

export function NewProjectDialog({ onClose, onCreated }: NewProjectDialogProps) {
  const [id] = useState(() => newId("prj"));
  const [error, setError] = useState<ServerError | null>(null);
  const [createProject, isPending] = useCreateProject();
  const navigate = useNavigate();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (!name) {
      setError({ code: "MISSING", message: "", fields: { name: strings.auth.required } });
      return;
    }
    try {
      await createProject({ id, name });
    } catch (cause) {
      setError(toServerError(cause));
      return;
    }
    onClose();
    onCreated?.();
    await navigate(`/projects/${id}`);
  };

  return (
    <FormDialog onClose={onClose} title={strings.projects.createTitle}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <TextField
          autoComplete="off"
          autoFocus
          error={error ? (error.fields.name ?? error.message) : undefined}
          label={strings.projects.name}
          maxLength={100}
          name="name"
        />
        <div className={styles.actions}>
          <Button onClick={onClose}>{strings.dialog.cancel}</Button>
          <Button disabled={isPending} look="primary" type="submit">
            {strings.projects.createSubmit}
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
