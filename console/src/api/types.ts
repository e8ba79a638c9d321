import type { components } from './schema';

type Schemas = components['schemas'];

/*
 * The words of the API as the console uses them. The server's document leaves out that some objects may be null; that
 * is made good here, and nowhere else.
 */
export type Channel = Schemas['Card']['channel'];
export type Tier = Schemas['Card']['tier'];
export type Outcome = Schemas['OutcomeInputBody']['outcome'];
export type TicketState = Schemas['Ticket']['state'];
export type CallbackState = Schemas['Callback']['state'];

type Named = Schemas['Named'];

/** T with some fields described more exactly. */
type With<T, Exact> = Omit<T, keyof Exact> & Exact;

export type Me = With<Schemas['Me'], { person: With<Schemas['Profile'], { team: Named | null; site: Named | null }> }>;
export type AgentState = With<Schemas['Desk'], { team: Named | null }>;
export type StatusChange = Schemas['StatusInputBody'];
export type Handover = Schemas['Handover'];
export type Item = With<Schemas['Card'], { handover: Handover | null }>;
export type Offer = With<Schemas['OfferCard'], { item: Item; screen?: Screen }>;
export type Work = With<Schemas['Snapshot'], { person_state: AgentState; offers: Offer[]; items: Item[] }>;
export type Screen = With<
  Schemas['Screen'],
  {
    organisation: Schemas['Organisation'] | null;
    page: Schemas['OpenPage'] | null;
    why: Schemas['Reason'] | null;
    suggested_match: Schemas['Match'] | null;
    contacts: Schemas['PastContact'][];
    tickets: Schemas['OpenTicket'][];
    promises: Schemas['Promise'][];
  }
>;
/** How far each side of a chat has come, as numbers of messages; only the socket tells it. */
export type Marks = {
  contact_id: string;
  customer_delivered: number;
  customer_read: number;
  agent_delivered: number;
  agent_read: number;
  version: number;
};
export type QueueDay = With<Schemas['QueueDay'], { intervals: Schemas['Interval'][] }>;
export type AgentDay = Schemas['AgentDay'];
export type HoursDay = Schemas['HoursDay'];
export type QueuesReport = With<Schemas['Queues'], { rows: QueueDay[] }>;
export type AgentsReport = With<Schemas['Agents'], { rows: AgentDay[] }>;
export type HoursReport = Schemas['ReportHours'];
export type Message = Schemas['Message'];
export type Contact = With<Schemas['Contact'], { page: Schemas['Page'] | null }>;
export type Attachment = Schemas['Attachment'];
export type Ticket = With<Schemas['Ticket'], { assignee: Named | null; queue: Named | null }>;
export type NewTicket = Schemas['OpenTicketInputBody'];
export type TicketPatch = Schemas['EditTicketInputBody'];
export type SettableState = NonNullable<TicketPatch['state']>;
export type Comment = Schemas['Comment'];
export type Callback = With<Schemas['Callback'], { owner: Named | null }>;
export type CallbackCheck = Schemas['Answer'];
export type Customer = Schemas['Customer'];
export type CustomerKind = Customer['kind'];
export type Consents = Schemas['Consents'];
export type IdentityInput = Schemas['IdentityInput'];
export type AgentBlock = Schemas['Block'];
export type NewBlock = Schemas['AddBlockInputBody'];
export type CustomerLink = Schemas['Link'];
/** Values of the company's own fields, by key. */
export type Own = Customer['custom'];
export type TimelineEntry = Schemas['Entry'];
export type Found = Schemas['Found'];
export type Queue = With<Schemas['Queue'], { surge: Surge | null }>;
export type FieldRule = Schemas['FieldRule'];
export type Ring = Schemas['Ring'];
export type OverflowRule = Schemas['Overflow'];
export type ServicePackage = Schemas['Package'];
export type Sample = Omit<Schemas['TryPackagesInputBody'], 'rows'>;
export type Field = Schemas['Definition'];
export type Team = Schemas['Team'];
export type Site = Schemas['Site'];
export type Skill = Schemas['Skill'];
export type SkillLevel = Schemas['Level'];
export type Calendar = Schemas['Calendar'];
export type Disposition = Schemas['Disposition'];
export type Agent = Schemas['Agent'];
export type ApiToken = Schemas['Token'];

export type Board = With<Schemas['Board'], { agents: BoardAgent[]; audit: Schemas['Audit'] | null }>;
export type Surge = Schemas['Surge'];
export type BoardQueue = With<Schemas['QueueRow'], { surge: Surge | null }>;
export type InLine = With<Schemas['InLine'], { handover: Handover | null }>;
export type ForTaking = With<Schemas['ForTaking'], { handover: Handover | null }>;
export type Takeable = With<Schemas['Takeable'], { items: ForTaking[] }>;
export type Lineup = With<Schemas['Lineup'], { items: InLine[] }>;
export type Reasons = With<Schemas['Reasons'], { waiting: Waiting | null }>;
export type Waiting = With<Schemas['Waiting'], { agents: Standing[] }>;
export type Standing = Schemas['Standing'];
export type BoardAgent = AgentState & { current: Schemas['Current'][] };
