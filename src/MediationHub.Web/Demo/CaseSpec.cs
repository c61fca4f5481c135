using MediationHub.Domain.Cases;

namespace MediationHub.Web.Demo;

/// <summary>What is particular about a case.</summary>
[Flags]
internal enum Traits
{
    None = 0,

    /// <summary>Ten workers or more, with a list and representatives.</summary>
    Collective = 1 << 0,

    /// <summary>The employer is represented by an agent with special powers.</summary>
    Agent = 1 << 1,

    /// <summary>A session with one side alone, and an offer made there.</summary>
    Private = 1 << 2,

    /// <summary>What was offered in private is made known to the other side.</summary>
    Released = 1 << 3,
    Extension = 1 << 4,

    /// <summary>Rested for a while.</summary>
    Resumed = 1 << 5,

    /// <summary>Rests now.</summary>
    Suspended = 1 << 6,

    /// <summary>A mediator was recused and another one took over.</summary>
    Recusal = 1 << 7,

    /// <summary>Nobody has decided on the recusal yet.</summary>
    RecusalPending = 1 << 8,

    /// <summary>Closed without agreement, opened again and settled.</summary>
    Reopened = 1 << 9,

    /// <summary>The city office has not answered yet.</summary>
    ReopenRequested = 1 << 10,
    TransferDeclined = 1 << 11,
    TransferPending = 1 << 12,

    /// <summary>Registered more than three working days after it was received.</summary>
    LateEntry = 1 << 13,

    /// <summary>Accepted after the three working days.</summary>
    LateAcceptance = 1 << 14,

    /// <summary>Ended after its term, though not expired.</summary>
    Slow = 1 << 15,
    Instalments = 1 << 16,

    /// <summary>Paid after the due day.</summary>
    PaidLate = 1 << 17,

    /// <summary>Not paid, and nothing done about it yet.</summary>
    Overdue = 1 << 18,

    /// <summary>Not paid, marked so, with a remedy.</summary>
    Default = 1 << 19,

    /// <summary>A supplementary agreement with other due days.</summary>
    Supplement = 1 << 20,

    /// <summary>No mediator yet.</summary>
    Unassigned = 1 << 21,

    /// <summary>Given a mediator before acceptance.</summary>
    Assigned = 1 << 22,

    /// <summary>A payment falls due on the day that is shown.</summary>
    DueToday = 1 << 23,

    /// <summary>A second respondent joined later.</summary>
    AddedParty = 1 << 24,

    /// <summary>Never a day more than needed between two steps.</summary>
    Brisk = 1 << 25,

    /// <summary>The next session lies ahead.</summary>
    SessionAhead = 1 << 26,

    /// <summary>A second mediator helps.</summary>
    Assisted = 1 << 27,
    Archived = 1 << 28,

    /// <summary>Registered anew although it stands in the register.</summary>
    Duplicate = 1 << 29,
}

/// <summary>One case of the plan.</summary>
/// <param name="Ends">What it comes to, unless the day that is shown comes first.</param>
internal sealed record CaseSpec(int No, Body Body, DateOnly ReceivedOn, Outcome Ends)
{
    /// <summary>It gets no further than this stage.</summary>
    public CaseStage? Halt { get; init; }

    public int? Lead { get; init; }
    public CaseSource? Source { get; init; }
    public ApplicationForm? Form { get; init; }
    public string? Dispute { get; init; }
    public RejectGround? Ground { get; init; }

    /// <summary>Where it is handed over to before it is accepted.</summary>
    public Body? TransferTo { get; init; }

    public Traits Traits { get; init; }

    public string Id => $"demo-case-{No:00000}";

    public bool Has(Traits trait) => (Traits & trait) != 0;
}
