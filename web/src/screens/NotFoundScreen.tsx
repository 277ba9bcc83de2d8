import { Link } from "react-router";
import { strings } from "../lib/strings";
import buttonStyles from "../ui/Button.module.css";
import { Message } from "../ui/Message";

export function NotFoundScreen({ text = strings.errors.notFoundText }: { text?: string }) {
  return (
    <Message isPage text={text} title={strings.errors.notFoundTitle}>
      <title>{`${strings.errors.notFoundTitle} · ${strings.appName}`}</title>
      <Link className={`${buttonStyles.button} ${buttonStyles.plain}`} to="/">
        {strings.errors.home}
      </Link>
    </Message>
  );
}
