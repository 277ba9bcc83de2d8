import { parseDate } from "@internationalized/date";
import type { RefObject } from "react";
import { Button } from "react-aria-components/Button";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from "react-aria-components/Calendar";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { type CalendarDay, addDays, formatDay, formatWeekday, localDay, nextMonday } from "../lib/calendarDay";
import { strings } from "../lib/strings";
import buttonStyles from "./Button.module.css";
import styles from "./DayPopover.module.css";
import { ChevronLeftIcon, ChevronRightIcon, CloseIcon } from "./icons/icons";
import popoverStyles from "./Popover.module.css";

interface DayPopoverProps {
  readonly day: CalendarDay | null;
  readonly onChange: (day: CalendarDay | null) => void;
  readonly onClose: () => void;
  readonly triggerRef: RefObject<HTMLElement | null>;
}

export function DayPopover({ day, onChange, onClose, triggerRef }: DayPopoverProps) {
  const today = localDay(new Date());
  const choose = (next: CalendarDay | null) => {
    onClose();
    if (next !== day) onChange(next);
  };
  const shortcuts = [
    { label: strings.due.today, value: today, note: formatWeekday(today) },
    { label: strings.due.tomorrow, value: addDays(today, 1), note: formatWeekday(addDays(today, 1)) },
    { label: strings.due.nextWeek, value: nextMonday(today), note: formatDay(nextMonday(today), today) },
  ];
  return (
    <Popover
      className={popoverStyles.popover}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      trigger="DialogTrigger"
      triggerRef={triggerRef}
    >
      <Dialog aria-label={strings.due.dialog} className={styles.dialog}>
        <div className={styles.shortcuts}>
          {shortcuts.map(({ label, value, note }) => (
            <Button className={styles.shortcut} key={label} onPress={() => choose(value)}>
              <span>{label}</span>
              <span className={styles.note}>{note}</span>
            </Button>
          ))}
          {day && (
            <Button className={styles.shortcut} onPress={() => choose(null)}>
              <span>{strings.due.clear}</span>
              <CloseIcon className={styles.note} size={14} />
            </Button>
          )}
        </div>
        <Calendar
          aria-label={strings.due.dialog}
          autoFocus
          className={styles.calendar}
          onChange={(date) => choose(date.toString())}
          value={day ? parseDate(day) : null}
        >
          <header className={styles.header}>
            <Heading className={styles.heading} />
            <Button className={buttonStyles.icon} slot="previous">
              <ChevronLeftIcon />
            </Button>
            <Button className={buttonStyles.icon} slot="next">
              <ChevronRightIcon />
            </Button>
          </header>
          <CalendarGrid className={styles.grid}>
            <CalendarGridHeader>
              {(name) => <CalendarHeaderCell className={styles.weekday}>{name}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => (
                <CalendarCell
                  className={`${styles.cell} ${date.toString() === today ? styles.today : ""}`}
                  date={date}
                />
              )}
            </CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}
