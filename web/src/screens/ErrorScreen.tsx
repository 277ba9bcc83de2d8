import { strings } from "../lib/strings";
import { Button } from "../ui/Button";
import { AlertIcon } from "../ui/icons/icons";
import { Message } from "../ui/Message";

/** Also what shows when a screen's code is gone after a release: then reloading is the cure. */
export function ErrorScreen() {
  return (
    <main>
      <Message
        icon={<AlertIcon size={20} />}
        isAlert
        isPage
        text={strings.errors.screenText}
        title={strings.errors.screenTitle}
      >
        <Button look="primary" onClick={() => location.reload()}>
          {strings.errors.reload}
        </Button>
      </Message>
    </main>
  );
}
