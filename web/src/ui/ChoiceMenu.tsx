import { type ReactNode, Suspense, lazy, useRef, useState } from "react";
import type { Choice } from "./choice";
import styles from "./Button.module.css";

const loadPopover = () => import("./ChoicePopover").then((module) => ({ default: module.ChoicePopover }));
const ChoicePopover = lazy(loadPopover);

/** A failure here is no news; it is when the button is pressed. */
const preload = () => void loadPopover().catch(() => undefined);

interface ChoiceMenuProps {
  /** What is chosen, e.g. "Priority". */
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Absent in a menu of actions. */
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
  readonly placement?: "bottom end" | "top start";
  readonly isDisabled?: boolean;
  /** Marks the button, for styling, as one that nothing is chosen on yet. */
  readonly isUnset?: boolean;
  readonly className?: string | undefined;
  readonly column?: string;
  readonly children: ReactNode;
}

/**
 * A button that opens a menu. The menu's code and elements come when it is first opened: a long
 * list has three of these a row.
 */
export function ChoiceMenu({
  label,
  choices,
  chosen,
  onChoose,
  placement = "bottom end",
  isDisabled,
  isUnset,
  className,
  column,
  children,
}: ChoiceMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        aria-expanded={isOpen}
        aria-haspopup="menu"
        aria-label={label}
        className={className ?? styles.icon}
        data-column={column}
        data-unset={isUnset || undefined}
        disabled={isDisabled}
        onClick={() => setOpen(true)}
        onFocus={preload}
        onPointerEnter={preload}
        ref={trigger}
        title={label}
        type="button"
      >
        {children}
      </button>
      {isOpen && (
        <Suspense>
          <ChoicePopover
            choices={choices}
            chosen={chosen}
            label={label}
            onChoose={onChoose}
            onClose={() => setOpen(false)}
            placement={placement}
            triggerRef={trigger}
          />
        </Suspense>
      )}
    </>
  );
}
