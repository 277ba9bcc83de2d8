import { type ReactNode, Suspense, lazy, useRef, useState } from "react";
import type { CalendarDay } from "../lib/calendarDay";
import styles from "./Button.module.css";

const loadPopover = () => import("./DayPopover").then((module) => ({ default: module.DayPopover }));
const DayPopover = lazy(loadPopover);

/** A failure here is no news; it is when the button is pressed. */
const preload = () => void loadPopover().catch(() => undefined);

interface DayPickerProps {
  readonly label: string;
  readonly day: CalendarDay | null;
  readonly onChange: (day: CalendarDay | null) => void;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
  readonly column?: string;
  readonly children: ReactNode;
}

/** A button that opens a calendar, which is loaded when it is first opened. */
export function DayPicker({ label, day, onChange, isDisabled, className, column, children }: DayPickerProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-label={label}
        className={className ?? styles.icon}
        data-column={column}
        data-unset={day === null || undefined}
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
          <DayPopover day={day} onChange={onChange} onClose={() => setOpen(false)} triggerRef={trigger} />
        </Suspense>
      )}
    </>
  );
}
