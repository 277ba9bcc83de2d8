import { type KeyboardEvent, useRef, useState } from "react";
import { toServerError } from "../../apollo/toServerError";
import { newId } from "../../lib/ids";
import { strings } from "../../lib/strings";
import { Button } from "../../ui/Button";
import { PlusIcon } from "../../ui/icons/icons";
import styles from "./TaskComposer.module.css";
import { type NewTask, useCreateTask } from "./useCreateTask";

interface FailedTask extends NewTask {
  readonly error: string;
}

/** Enter adds and stays, for the next one. What could not be added waits below to be tried again. */
export function TaskComposer({ projectId }: { projectId: string }) {
  const createTask = useCreateTask(projectId);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [failed, setFailed] = useState<readonly FailedTask[]>([]);

  const forget = (id: string) => setFailed((tasks) => tasks.filter((task) => task.id !== id));

  const create = async ({ id, title }: NewTask) => {
    forget(id);
    try {
      await createTask({ id, title });
    } catch (cause) {
      const { fields, message } = toServerError(cause);
      const error = fields.title ?? message;
      setFailed((tasks) => [...tasks.filter((task) => task.id !== id), { id, title, error }]);
    }
  };

  const submit = () => {
    const title = text.trim();
    field.current?.focus();
    if (!title) return;
    setText("");
    void create({ id: newId("tsk"), title });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <div className={styles.composer}>
      {failed.length > 0 && (
        <ul>
          {failed.map((task) => (
            <li className={styles.failed} key={task.id} role="alert">
              <span className={styles.failedText}>
                {task.title}
                <span className={styles.error}>
                  {strings.tasks.notCreated}: {task.error}
                </span>
              </span>
              <Button onClick={() => void create(task)}>{strings.tasks.retry}</Button>
              <Button look="quiet" onClick={() => forget(task.id)}>
                {strings.tasks.discard}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.line}>
        <PlusIcon className={styles.plus} />
        <input
          aria-label={strings.tasks.add}
          autoComplete="off"
          className={styles.field}
          data-column="composer"
          enterKeyHint="enter"
          maxLength={500}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          placeholder={strings.tasks.add}
          ref={field}
          value={text}
        />
        {text.trim() && (
          <Button
            className={styles.add}
            look="primary"
            onClick={submit}
            onPointerDown={(event) => event.preventDefault()}
          >
            {strings.tasks.addSubmit}
          </Button>
        )}
      </div>
    </div>
  );
}
