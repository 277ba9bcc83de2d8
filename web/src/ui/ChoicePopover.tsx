import type { RefObject } from "react";
import { Menu, MenuItem, Popover } from "react-aria-components/Menu";
import type { Choice } from "./choice";
import styles from "./ChoicePopover.module.css";
import { CheckIcon } from "./icons/icons";
import popoverStyles from "./Popover.module.css";

interface ChoicePopoverProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly placement: "bottom end" | "top start";
  readonly triggerRef: RefObject<HTMLElement | null>;
}

export function ChoicePopover({
  label,
  choices,
  chosen,
  onChoose,
  onClose,
  placement,
  triggerRef,
}: ChoicePopoverProps) {
  return (
    <Popover
      aria-label={label}
      className={popoverStyles.popover}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement={placement}
      trigger="MenuTrigger"
      triggerRef={triggerRef}
    >
      <Menu
        aria-label={label}
        autoFocus="first"
        className={styles.menu}
        onAction={(id) => {
          onClose();
          onChoose(String(id));
        }}
        onClose={onClose}
        {...(chosen ? { selectionMode: "single" as const, selectedKeys: [chosen], disallowEmptySelection: true } : {})}
      >
        {choices.map(({ id, label: text, icon }) => (
          <MenuItem className={styles.item} id={id} key={id} textValue={text}>
            {icon}
            <span className={styles.text}>{text}</span>
            {id === chosen && <CheckIcon />}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
