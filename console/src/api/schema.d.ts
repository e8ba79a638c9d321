/*
 * Stand-in, written by hand from the contract in the shape openapi-typescript gives;
 * `npm run types` replaces it by the server's own.
 */
type Answer<T> = {
  200: { headers: { [name: string]: unknown }; content: { 'application/json': T } };
  default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['Problem'] } };
};
type Params<Path, Query> = { query?: Query; header?: { 'Idempotency-Key'?: string }; path: Path; cookie?: never };
type NoPath = { [name: string]: never } | undefined;
type Read<R, Path = undefined, Query = never> = {
  parameters: Path extends undefined ? { query?: Query; header?: never; path?: never; cookie?: never } : Params<Path, Query>;
  requestBody?: never;
  responses: Answer<R>;
};
type Write<B, R, Path = undefined> = {
  parameters: Path extends undefined
    ? { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never; cookie?: never }
    : Params<Path, never>;
  requestBody: { content: { 'application/json': B } };
  responses: Answer<R>;
};
type Act<R, Path = undefined> = {
  parameters: Path extends undefined
    ? { query?: never; header?: { 'Idempotency-Key'?: string }; path?: never; cookie?: never }
    : Params<Path, never>;
  requestBody?: never;
  responses: Answer<R>;
};
type Id = { id: string };
type S = components['schemas'];
type Page<T> = { items: T[]; next_cursor: string | null };
type Listing = { limit?: number; cursor?: string };
type Crud<T, B> = { get: Read<Page<T>, undefined, Listing>; post: Write<B, T> };
type One<T, B> = { get: Read<T, Id>; patch: Write<Partial<B> & { version?: number }, T, Id> };

export interface paths {
  '/session': { get: Read<S['Me']>; post: Write<{ email: string; password: string }, S['Me']>; delete: Act<unknown> };
  '/me/work': { get: Read<S['Work']> };
  '/me/status': { put: Write<S['StatusChange'], S['AgentState']> };
  '/offers/{id}/accept': { post: Act<S['Item'], Id> };
  '/offers/{id}/reject': { post: Write<{ reason: string }, unknown, Id> };
  '/work-items/{id}': { get: Read<S['Item'], Id> };
  '/work-items/{id}/end': { post: Act<S['Item'], Id> };
  '/work-items/{id}/finish': { post: Write<S['Finish'], S['Item'], Id> };
  '/work-items/{id}/extend': { post: Act<S['Item'], Id> };
  '/work-items/{id}/transfer': { post: Write<S['Transfer'], S['Item'], Id> };
  '/queues': Crud<S['Queue'], S['QueueInput']>;
  '/queues/{id}': One<S['Queue'], S['QueueInput']>;
  '/teams': Crud<S['Team'], S['TeamInput']>;
  '/teams/{id}': One<S['Team'], S['TeamInput']>;
  '/sites': Crud<S['Site'], S['SiteInput']>;
  '/sites/{id}': One<S['Site'], S['SiteInput']>;
  '/skills': Crud<S['Skill'], S['SkillInput']>;
  '/skills/{id}': One<S['Skill'], S['SkillInput']>;
  '/calendars': Crud<S['Calendar'], S['CalendarInput']>;
  '/calendars/{id}': One<S['Calendar'], S['CalendarInput']>;
  '/dispositions': Crud<S['Disposition'], S['DispositionInput']>;
  '/dispositions/{id}': One<S['Disposition'], S['DispositionInput']>;
  '/agents': Crud<S['Agent'], S['AgentInput']>;
  '/agents/{id}': One<S['Agent'], S['AgentInput']>;
  '/agents/{id}/skills': { put: Write<S['SkillLevel'][], unknown, Id> };
  '/agents/{id}/password': { put: Write<{ password: string }, unknown, Id> };
  '/api-tokens': { get: Read<Page<S['ApiToken']>>; post: Write<{ name: string }, S['ApiToken'] & { secret: string }> };
  '/api-tokens/{id}': { delete: Act<unknown, Id> };
  '/fields': { get: Read<Page<S['Field']>> };
  '/customers': { get: Read<Page<S['Customer']>, undefined, Listing & { q?: string }>; post: Write<S['CustomerInput'], S['Customer']> };
  '/customers/{id}': { get: Read<S['Customer'], Id>; patch: Write<S['CustomerInput'] & { version: number }, S['Customer'], Id> };
  '/customers/{id}/screen': { get: Read<S['Screen'], Id> };
  '/contacts': { get: Read<Page<S['Contact']>, undefined, Listing & { customer_id?: string }> };
  '/chats/{contact_id}/messages': {
    get: Read<{ items: S['Message'][] }, { contact_id: string }, { after?: number }>;
    post: Write<S['MessageInput'], S['Message'], { contact_id: string }>;
  };
  '/tickets': { get: Read<Page<S['Ticket']>, undefined, S['TicketFilter']>; post: Write<S['TicketInput'], S['Ticket']> };
  '/tickets/{id}': { get: Read<S['Ticket'], Id>; patch: Write<S['TicketPatch'], S['Ticket'], Id> };
  '/tickets/{id}/comments': { get: Read<Page<S['Comment']>, Id>; post: Write<S['CommentInput'], S['Comment'], Id> };
  '/callbacks': { get: Read<Page<S['Callback']>, undefined, S['CallbackFilter']>; post: Write<S['CallbackInput'], S['Callback']> };
  '/callbacks/{id}': { get: Read<S['Callback'], Id> };
  '/callbacks/check': { post: Write<S['CallbackQuestion'], S['CallbackCheck']> };
  '/callbacks/{id}/dial': { post: Act<S['DialPermit'], Id> };
  '/callbacks/{id}/outcome': { post: Write<{ outcome: S['Outcome']; note: string }, S['Callback'], Id> };
  '/callbacks/{id}/move': { post: Write<{ local: string; zone: string }, S['Callback'], Id> };
  '/callbacks/{id}/cancel': { post: Write<{ reason: string }, S['Callback'], Id> };
  '/board': { get: Read<S['Board']> };
  '/search': { get: Read<S['Found'], undefined, { q: string }> };
}

type Tier = 'A' | 'B' | 'C';
type Ref = { id: string; name: string };
type Channel = 'call' | 'chat' | 'ticket' | 'email' | 'social' | 'callback' | 'walkin';
type YesNo = 'yes' | 'no' | 'unknown';
type Custom = { [key: string]: unknown };

export interface components {
  schemas: {
    Problem: { type?: string; title?: string; status?: number; detail?: string; code?: string; errors?: { location?: string; message?: string }[] };
    Ref: Ref;
    Me: {
      person: { id: string; name: string; email: string; role: 'agent' | 'supervisor' | 'admin'; team: Ref | null; site: Ref | null; locale: string };
      permissions: string[];
      server_time: string;
      version: string;
    };
    AgentState: {
      agent_id: string; name: string; team: Ref | null;
      status: 'available' | 'away' | 'offline'; reason: string; next_status: 'available' | 'away' | 'offline' | ''; next_reason: string;
      status_since: string;
      state: 'offline' | 'ready' | 'ringing' | 'on_contact' | 'wrap_up' | 'away' | 'not_responding';
      state_since: string; link: 'connected' | 'grace' | 'lost' | 'none'; link_since: string;
      load: number; capacity: number; slots: { channel: Channel; used: number; cap: number }[]; version: number;
    };
    StatusChange: { status: 'available' | 'away' | 'offline'; reason?: string; when: 'now' | 'next' };
    Item: {
      id: string; channel: Channel;
      state: 'queued' | 'offered' | 'active' | 'parked' | 'wrap_up' | 'completed' | 'abandoned' | 'ended' | 'expired' | 'cancelled' | 'deferred';
      queue: Ref; contact_id?: string; ticket_id?: string; callback_id?: string;
      customer: { id: string; name: string; tier: Tier }; tier: Tier; priority: number; subject: string; preview: string;
      enqueued_at: string; accepted_at: string | null; wrap_up_until: string | null; agent_id?: string;
      unread: number; last_message_at: string | null; last_message_by: string; version: number;
    };
    Offer: {
      id: string; state: 'pending' | 'accepted' | 'rejected' | 'timeout' | 'cancelled'; agent_id: string; item: S['Item'];
      offered_at: string; expires_at: string; waited_s: number; why: S['Why']; screen?: S['Screen']; version: number;
    };
    Why: { text: string; chosen_by?: string; candidates?: number; excluded?: { [cause: string]: number } | null };
    Work: {
      pos: number; person_state: S['AgentState']; offers: S['Offer'][]; items: S['Item'][];
      today: { handled: number; rating_avg: number | null; rating_count: number }; server_time: string;
    };
    Screen: {
      customer: {
        id: string; name: string; kind: 'person' | 'organisation'; tier: Tier; language: string; zone: string; local_time_offset_min: number;
        needs: string[]; since: string; custom: Custom;
      };
      organisation: { id: string; name: string; role: string; since: string | null } | null;
      identities: S['Identity'][];
      contacts: { id: string; channel: Channel; direction: string; opened_at: string; subject: string; queue: string | null; agent: string | null; disposition: string | null; rating: number | null }[];
      tickets: { id: string; number: number; subject: string; state: S['TicketState']; priority: number; due_at: string | null }[];
      promises: { callback_id: string; due_at: string; zone: string; state: S['CallbackState']; owner: string | null; topic: string }[];
      consent: { calls: YesNo; email: YesNo; sms: YesNo; recording: YesNo };
      page: { url: string; title: string; referrer: string } | null;
      why: { text: string } | null;
      version: number;
    };
    Identity: { id: string; kind: 'phone' | 'email' | 'visitor' | 'external'; value: string; verified: boolean };
    Finish: { disposition_id?: string; note?: string; ticket?: { subject: string; priority: number } };
    Transfer: { queue_id?: string; agent_id?: string; note: string };
    QueueInput: {
      name: string; priority: number; target_s: number; offer_s: number; wrap_mode: string; wrap_s: number; wrap_max_s: number;
      required: { skill_id: string; min: number }[]; calendar_id?: string | null; site_id: string; public: boolean; members: string[];
    };
    Queue: S['QueueInput'] & { id: string; open_now: boolean; version: number };
    TeamInput: { name: string; site_id: string; blend: 'exclusive' | 'mixed' };
    Team: S['TeamInput'] & { id: string; version: number };
    SiteInput: { name: string };
    Site: S['SiteInput'] & { id: string; version: number };
    SkillInput: { name: string };
    Skill: S['SkillInput'] & { id: string; version: number };
    CalendarInput: {
      name: string; zone: string; weekly: { day: number; from: string; to: string }[]; holidays: string;
      exceptions: { date: string; open: { from: string; to: string }[] }[];
    };
    Calendar: S['CalendarInput'] & { id: string; version: number };
    DispositionInput: { code: string; label: string; queue_id?: string | null; position: number; active: boolean };
    Disposition: S['DispositionInput'] & { id: string; version: number };
    SkillLevel: { skill_id: string; level: number };
    AgentInput: { name: string; email: string; role: 'agent' | 'supervisor' | 'admin'; team_id: string | null; site_id: string | null; locale: string; active: boolean; password?: string };
    Agent: S['AgentInput'] & { id: string; skills: S['SkillLevel'][]; version: number };
    ApiToken: { id: string; name: string; created_at: string; last_used_at: string | null };
    Field: { id: string; entity: 'customer' | 'contact' | 'ticket'; key: string; label: string; type: 'text' | 'number' | 'bool' | 'date' | 'choice'; choices: string[] };
    CustomerInput: { name?: string; kind?: 'person' | 'organisation'; tier?: Tier; language?: string; zone?: string; needs?: string[]; custom?: Custom };
    Customer: {
      id: string; kind: 'person' | 'organisation'; name: string; tier: Tier; language: string; zone: string; needs: string[]; custom: Custom;
      identities: S['Identity'][]; merged_into: string | null; created_at: string; version: number;
    };
    Contact: { id: string; channel: Channel; direction: string; opened_at: string; closed_at: string | null; subject: string };
    Message: {
      id: string; contact_id: string; seq: number; at: string; from: { kind: 'customer' | 'agent' | 'system'; id?: string; name: string };
      text: string; internal: boolean; attachments: S['Attachment'][]; delivered: boolean; read: boolean;
    };
    MessageInput: { text?: string; attachment_ids?: string[]; internal?: boolean };
    Attachment: { id: string; name: string; mime: string; size: number };
    TicketState: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed' | 'merged' | 'spam' | 'cancelled';
    Ticket: {
      id: string; number: number; subject: string; state: S['TicketState']; priority: number; category: string | null; resolution: string | null;
      queue: Ref | null; customer: { id: string; name: string; tier: Tier } | null; assignee: Ref | null; contact_id: string | null; custom: Custom;
      first_reply_due_at: string | null; resolve_due_at: string | null; created_at: string; updated_at: string; version: number;
    };
    TicketFilter: Listing & { state?: string; assignee?: string; queue?: string; customer?: string };
    TicketInput: { subject: string; priority: number; customer_id?: string; queue_id?: string; text?: string };
    TicketPatch: { version: number; subject?: string; state?: S['TicketState']; priority?: number; category?: string; resolution?: string; assignee_id?: string | null; queue_id?: string };
    Comment: { id: string; at: string; from: { kind: 'customer' | 'agent' | 'system'; id: string | null; name: string }; text: string; internal: boolean };
    CommentInput: { text: string; internal: boolean; state?: S['TicketState'] };
    CallbackState: 'scheduled' | 'due' | 'offered' | 'dialing' | 'kept' | 'moved' | 'broken' | 'cancelled';
    Outcome: 'reached' | 'no_answer' | 'busy' | 'machine' | 'wrong_number' | 'refused';
    Callback: {
      id: string; customer: { id: string; name: string; tier: Tier }; phone: string; zone: string; due_at: string; local: string;
      window_from: string; window_to: string; owner: Ref | null; queue: Ref | null; topic: string; state: S['CallbackState'];
      outcome: S['Outcome'] | null; attempts: number; moved_from: string | null; contact_id: string | null; version: number;
    };
    CallbackFilter: Listing & { state?: string; owner?: string; from?: string; to?: string };
    CallbackInput: { customer_id: string; phone: string; local: string; zone: string; owner_id?: string; queue_id: string; topic: string; contact_id?: string };
    CallbackQuestion: { phone: string; local: string; zone: string };
    CallbackCheck: { allowed: boolean; reason: string; windows: { from: string; to: string }[]; zones: string[] };
    DialPermit: { permit_id: string; dial_url: string };
    Board: {
      pos: number; at: string;
      queues: {
        id: string; name: string; waiting: number; longest_s: number; oldest_at: string | null; offered_today: number; answered_today: number;
        abandoned_today: number; in_target_today: number; sl: number | null; asa_s: number | null; target_s: number; open_now: boolean; ready: number; on_contact: number;
      }[];
      agents: (S['AgentState'] & { current: { item_id: string; channel: Channel; customer_name: string; since: string }[] })[];
      totals: {
        waiting: number; longest_s: number; ready: number; on_contact: number; wrap_up: number; away: number; sl: number | null;
        callbacks_due: number; promises: { kept: number; moved: number; broken: number };
      };
      alerts: { kind: string; subject: { kind: string; id: string }; text: string; since: string }[];
    };
    Found: { customers: S['Customer'][]; tickets: { id: string; number: number; subject: string; state: S['TicketState'] }[] };
  };
}
