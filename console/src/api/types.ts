import type { components } from './schema';

type Schemas = components['schemas'];

/* The words of the API as the console uses them; what the server generates is renamed only here. */
export type Me = Schemas['Me'];
export type AgentState = Schemas['AgentState'];
export type StatusChange = Schemas['StatusChange'];
export type Item = Schemas['Item'];
export type Offer = Schemas['Offer'];
export type Work = Schemas['Work'];
export type Screen = Schemas['Screen'];
export type Message = Schemas['Message'];
export type Attachment = Schemas['Attachment'];
export type Ticket = Schemas['Ticket'];
export type TicketState = Schemas['TicketState'];
export type TicketPatch = Schemas['TicketPatch'];
export type Comment = Schemas['Comment'];
export type Callback = Schemas['Callback'];
export type CallbackCheck = Schemas['CallbackCheck'];
export type Outcome = Schemas['Outcome'];
export type Customer = Schemas['Customer'];
export type Board = Schemas['Board'];
export type BoardQueue = Board['queues'][number];
export type BoardAgent = Board['agents'][number];
export type Queue = Schemas['Queue'];
export type QueueInput = Schemas['QueueInput'];
export type Team = Schemas['Team'];
export type Skill = Schemas['Skill'];
export type Calendar = Schemas['Calendar'];
export type CalendarInput = Schemas['CalendarInput'];
export type Disposition = Schemas['Disposition'];
export type Agent = Schemas['Agent'];
export type AgentInput = Schemas['AgentInput'];
export type ApiToken = Schemas['ApiToken'];
export type Field = Schemas['Field'];
export type Found = Schemas['Found'];
export type Channel = Item['channel'];
export type Tier = Item['tier'];
