import { useEffect, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";

/** The token that a link from a mail has brought; it leaves the address bar, and so the history, at once. */
export function useMailedToken(): string | null {
  const [params] = useSearchParams();
  const [token] = useState(() => params.get("token"));
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isShown = params.has("token");

  useEffect(() => {
    if (isShown) void navigate(pathname, { replace: true });
  }, [isShown, navigate, pathname]);
  return token;
}
