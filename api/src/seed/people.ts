/** The colleagues of the demo account. */
export const COLLEAGUES = [
  { name: "Mira Okafor", timezone: "Europe/London" },
  { name: "José Almeida", timezone: "Europe/Lisbon" },
  { name: "Yuki Tanaka", timezone: "Asia/Tokyo" },
  { name: "Łukasz Nowak", timezone: "Europe/Warsaw" },
  { name: "Priya Raman", timezone: "Asia/Kolkata" },
  { name: "Zoë Lindqvist", timezone: "Europe/Stockholm" },
  { name: "Samuel Carter", timezone: "America/New_York" },
  { name: "Camila Rojas", timezone: "America/Bogota" },
  { name: "Noor Haddad", timezone: "Asia/Dubai" },
  { name: "Tobias Brandt", timezone: "Europe/Berlin" },
  { name: "Grace Mwangi", timezone: "Africa/Nairobi" },
] as const;

export const DEMO = { name: "Dana Demo", email: "demo@example.com", timezone: "Europe/Berlin" } as const;
