import { Outlet } from "react-router";
import { useSession, useSessionState } from "../apollo/SessionContext";
import { strings } from "../lib/strings";
import { Button } from "../ui/Button";
import { AlertIcon } from "../ui/icons/icons";
import { Message } from "../ui/Message";
import { Splash } from "../ui/Splash";

/** Shows no screen before it is known who is there. */
export function SessionGate() {
  const session = useSession();
  const { status } = useSessionState();
  if (status === "unknown") return <Splash />;
  if (status === "unreachable") {
    return (
      <main>
        <Message
          icon={<AlertIcon size={20} />}
          isAlert
          isPage
          text={strings.errors.unreachableText}
          title={strings.errors.unreachableTitle}
        >
          <Button look="primary" onClick={() => void session.restore()}>
            {strings.errors.retry}
          </Button>
        </Message>
      </main>
    );
  }
  return <Outlet />;
}
