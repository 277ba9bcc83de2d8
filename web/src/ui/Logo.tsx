export function Logo() {
  return (
    <svg aria-hidden="true" fill="none" height="24" viewBox="0 0 32 32" width="24">
      <rect fill="var(--accent-solid)" height="32" rx="8" width="32" />
      <path
        d="m9 16.5 4.8 4.8L23.5 11"
        stroke="var(--on-accent)"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="3.2"
      />
    </svg>
  );
}
