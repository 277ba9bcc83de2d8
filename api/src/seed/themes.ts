/** What one kind of project is about; a title is a verb, an object that goes with it, and sometimes a detail. */
export interface Theme {
  projects: readonly string[];
  labels: readonly string[];
  phrases: readonly { verbs: readonly string[]; objects: readonly string[] }[];
  details: readonly string[];
}

const product: Theme = {
  projects: ["Mobile app", "Public API", "Payments", "Search", "Data platform"],
  labels: ["Bug", "Feature", "Tech debt", "Performance", "Security", "Accessibility", "Needs design"],
  phrases: [
    {
      verbs: ["Fix", "Investigate", "Add tests for", "Document", "Refactor", "Speed up", "Simplify", "Review"],
      objects: [
        "password reset",
        "invoice export",
        "push notifications",
        "image uploads",
        "rate limits",
        "session handling",
        "the CSV import",
        "webhook retries",
        "currency rounding",
        "the job queue",
        "time zone handling",
        "the search index",
        "caching of profiles",
        "offline mode",
        "the billing report",
        "keyboard shortcuts",
        "token renewal",
        "the nightly backup",
        "address validation",
      ],
    },
    {
      verbs: ["Redesign", "Mock up", "Test with users:", "Polish", "Translate", "Roll out"],
      objects: [
        "the login screen",
        "the settings page",
        "the checkout flow",
        "error messages",
        "the onboarding tour",
        "e-mail templates",
        "the activity feed",
        "the empty states",
        "the date picker",
        "the profile page",
        "the upgrade dialog",
        "the résumé view",
      ],
    },
  ],
  details: [
    "on Android",
    "on iOS",
    "for large accounts",
    "behind a flag",
    "in dark mode",
    "after the upgrade",
    "for screen readers",
    "in Safari",
    "for customers in Japan",
    "before the release",
    "without downtime",
    "for guest users",
    "on slow connections",
    "as reported by support",
  ],
};

const marketing: Theme = {
  projects: ["Website relaunch", "Spring campaign", "Newsletter", "Brand refresh", "Trade fair"],
  labels: ["Copy", "Design", "SEO", "Social", "Print", "Waiting for client"],
  phrases: [
    {
      verbs: ["Write", "Proofread", "Translate", "Rework", "Approve", "Publish", "Collect ideas for"],
      objects: [
        "the landing page",
        "the press release",
        "the customer quotes",
        "the autumn brochure",
        "the pricing page",
        "the invitation",
        "social media posts",
        "the case study",
        "the partner page",
        "the welcome e-mail",
        "the FAQ",
        "the keynote slides",
        "the café posters",
      ],
    },
    {
      verbs: ["Plan", "Book", "Compare offers for", "Brief the agency on", "Postpone", "Sum up"],
      objects: [
        "the photo shoot",
        "the product video",
        "banner ads",
        "the booth",
        "the customer survey",
        "the radio spot",
        "the podcast series",
        "the launch event",
        "the giveaway",
        "the influencer trip",
        "the billboard in Malmö",
      ],
    },
  ],
  details: [
    "for the launch",
    "in Spanish",
    "in German",
    "with legal",
    "for the spring sale",
    "with the new logo",
    "for partners",
    "once more",
    "for the conference in Porto",
    "by the end of the quarter",
    "for existing customers",
    "on a small budget",
  ],
};

const operations: Theme = {
  projects: ["Office move", "Hiring", "Vendor contracts", "Year-end closing", "Team offsite"],
  labels: ["Finance", "Legal", "IT", "People", "Facilities"],
  phrases: [
    {
      verbs: ["Renew", "Cancel", "Compare offers for", "Negotiate", "Sign", "File"],
      objects: [
        "the lease",
        "the internet line",
        "the cleaning contract",
        "the insurance",
        "the parking permits",
        "the phone plan",
        "the security service",
        "the coffee machine rental",
        "the recruiting agreement",
        "the printer leasing",
      ],
    },
    {
      verbs: ["Arrange", "Schedule", "Prepare", "Follow up on", "Confirm", "Move"],
      objects: [
        "interviews",
        "the supplier audit",
        "the fire drill",
        "the first-aid course",
        "travel bookings",
        "the catering",
        "reference calls",
        "the budget meeting",
        "salary reviews",
        "desk plans",
        "access cards",
        "laptops",
        "the welcome lunch",
      ],
    },
  ],
  details: [
    "for the new floor",
    "for the Lisbon team",
    "with the landlord",
    "before the audit",
    "for new starters",
    "until March",
    "for twelve people",
    "at the second site",
    "for contractors",
    "with finance",
    "for next year",
    "in writing",
  ],
};

const support: Theme = {
  projects: ["Support backlog", "Help centre", "Customer interviews", "Beta programme"],
  labels: ["Question", "Refund", "Escalated", "Docs", "Feedback", "Waiting for customer"],
  phrases: [
    {
      verbs: [
        "Reproduce",
        "Escalate",
        "Answer the question about",
        "Call back about",
        "Write an article about",
        "Close the ticket on",
      ],
      objects: [
        "the double charge",
        "missing invoices",
        "the export that stops at half",
        "duplicate contacts",
        "the broken invitation link",
        "login from a new phone",
        "the wrong tax rate",
        "slow reports",
        "calendar sync",
        "the import of 40,000 rows",
        "two-factor codes",
        "the delayed refund",
        "lost attachments",
        "the cancelled plan",
      ],
    },
    {
      verbs: ["Summarise", "Tag", "Sort", "Share", "Discuss"],
      objects: [
        "the interview notes",
        "feature requests",
        "the survey answers",
        "this week's tickets",
        "praise and complaints",
        "churn reasons",
      ],
    },
  ],
  details: [
    "for Norwind",
    "for Atelier Blau",
    "for the school district",
    "from last week",
    "with engineering",
    "for the third time",
    "on the enterprise plan",
    "with screenshots",
    "before the renewal",
    "for Café Zentral",
    "in the new format",
  ],
};

/** The kinds of shared projects, in turn. */
export const THEMES: readonly Theme[] = [product, marketing, operations, support];

export const PERSONAL: Theme = {
  projects: [],
  labels: ["Home", "Health", "Errands", "Family"],
  phrases: [
    {
      verbs: ["Buy", "Order", "Look for", "Return"],
      objects: [
        "a new bicycle lock",
        "birthday presents",
        "winter tyres",
        "a desk lamp",
        "hiking shoes",
        "the right batteries",
      ],
    },
    {
      verbs: ["Call", "Book", "Find", "Pay"],
      objects: ["the dentist", "a plumber", "the vet", "the piano teacher", "the tax adviser"],
    },
    {
      verbs: ["Plan", "Sort out", "Finish"],
      objects: [
        "summer holidays",
        "the tax return",
        "the photo album",
        "the balcony plants",
        "the reading list",
        "the spare room",
      ],
    },
  ],
  details: ["before the weekend", "with Noor", "for the kids", "this month", "next week", "for Mum", "at last"],
};
