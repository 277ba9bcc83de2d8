import styles from "./FilterButtons.module.css";

interface FilterButtonsProps<Id extends string> {
  readonly label: string;
  readonly options: ReadonlyArray<{ readonly id: Id; readonly label: string }>;
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** Ways to look at one list: toggle buttons, for nothing but the filter changes. */
export function FilterButtons<Id extends string>({ label, options, chosen, onChoose }: FilterButtonsProps<Id>) {
  return (
    <div aria-label={label} className={styles.group} role="group">
      {options.map(({ id, label: text }) => (
        <button
          aria-pressed={id === chosen}
          className={styles.option}
          key={id}
          onClick={() => onChoose(id)}
          type="button"
        >
          {text}
        </button>
      ))}
    </div>
  );
}
