import { Logo } from "./Logo";
import styles from "./Splash.module.css";

export function Splash() {
  return (
    <div className={styles.splash}>
      <Logo />
    </div>
  );
}
