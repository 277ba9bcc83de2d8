import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import styles from "./Drawer.module.css";

interface DrawerProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel that slides in from the side on a narrow screen. */
export function Drawer({ label, onClose, children }: DrawerProps) {
  return (
    <ModalOverlay className={styles.overlay} isDismissable isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={styles.panel}>
        <Dialog aria-label={label} className={styles.dialog}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
