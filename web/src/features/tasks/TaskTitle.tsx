import { type KeyboardEvent, useId, useRef, useState } from "react";
import { toServerError } from "../../apollo/toServerError";
import type { TaskRowFragment } from "../../gql/graphql";
import { newIdempotencyKey } from "../../lib/ids";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import styles from "./TaskTitle.module.css";
import { type TitleDraft, readDraft, writeDraft } from "./titleDrafts";
import type { UpdateTask } from "./useUpdateTask";

interface TaskTitleProps {
  readonly id: string;
  readonly task: TaskRowFragment;
  readonly isReadOnly: boolean;
  readonly onUpdate: UpdateTask;
}

/** The title; a click or Enter turns it into a field. Enter or leaving saves, Escape takes back. */
export function TaskTitle({ id, task, isReadOnly, onUpdate }: TaskTitleProps) {
  const noteId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraftState] = useState<TitleDraft | null>(() => readDraft(task.id));
  const [isSaving, setSaving] = useState(false);

  const setDraft = (next: TitleDraft | null) => {
    writeDraft(task.id, next);
    setDraftState(next);
  };

  const close = () => {
    const hadFocus = document.activeElement === field.current;
    setDraft(null);
    if (hadFocus) requestAnimationFrame(() => button.current?.focus());
  };

  const save = async () => {
    if (!draft || isSaving) return;
    const title = draft.text.trim();
    if (!title) {
      setDraft({ ...draft, error: strings.tasks.untitled });
      return;
    }
    if ((title === task.title || draft.text === draft.startedFrom) && !draft.error) {
      close();
      return;
    }
    const idempotencyKey = draft.idempotencyKey ?? newIdempotencyKey();
    setSaving(true);
    try {
      await onUpdate(task, { title }, idempotencyKey);
      close();
    } catch (error) {
      const { fields, message } = toServerError(error);
      setDraft({ ...draft, error: fields.title ?? message, idempotencyKey });
    } finally {
      setSaving(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && !isSaving) {
      close();
    }
  };

  if (!draft) {
    return (
      <button
        className={styles.title}
        data-column="title"
        disabled={isReadOnly}
        id={id}
        onClick={() => setDraft({ text: task.title, startedFrom: task.title, error: null })}
        ref={button}
        title={isReadOnly ? undefined : strings.tasks.rename}
        type="button"
      >
        {task.title}
      </button>
    );
  }

  return (
    <div className={styles.editor}>
      <span className="visually-hidden" id={id}>
        {task.title}
      </span>
      <input
        aria-describedby={draft.error ? noteId : undefined}
        aria-invalid={draft.error ? true : undefined}
        aria-label={strings.tasks.title}
        autoFocus={!draft.error}
        className={styles.field}
        maxLength={500}
        onBlur={() => !draft.error && void save()}
        onChange={({ target }) => setDraft({ text: target.value, startedFrom: draft.startedFrom, error: null })}
        onFocus={({ target }) => !draft.error && target.select()}
        onKeyDown={onKeyDown}
        readOnly={isSaving}
        ref={field}
        value={draft.text}
      />
      {draft.error && (
        <div className={styles.failure} id={noteId} role="alert">
          <span>{draft.error}</span>
          <Button disabled={isSaving} onClick={() => void save()}>
            {strings.tasks.retry}
          </Button>
          <Button look="quiet" onClick={close}>
            {strings.tasks.discard}
          </Button>
        </div>
      )}
    </div>
  );
}
