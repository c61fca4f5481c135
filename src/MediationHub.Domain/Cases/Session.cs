using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

public enum SessionMode { OnSite, Online, Phone }

public enum SessionStatus { Scheduled, Held, Cancelled, Adjourned }

public enum SessionResult { Continues, AgreementReached, NoAgreement, Adjourned }

/// <summary>A mediation session 调解会议.</summary>
public sealed record Session
{
    /// <summary><c>s1</c>, <c>s2</c> … within the case.</summary>
    public required string Id { get; init; }

    public DateTimeOffset StartsAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Room or link.</summary>
    public Personal Place { get; init; }

    public SessionMode Mode { get; init; }

    /// <summary>Held with one side alone: what is said stays with the mediator.</summary>
    public bool Private { get; init; }

    public SessionStatus Status { get; init; }

    /// <summary>Every party asked that it be public (O17 §24); null as long as it is not.</summary>
    public IReadOnlyList<PublicRequest>? PublicRequests { get; init; }

    /// <summary>The parties who are told of it.</summary>
    public IReadOnlyList<PartyId> Attendees { get; init; } = [];

    public IReadOnlyList<Attendance> Attendance { get; init; } = [];
    public SessionRecord? Record { get; init; }

    /// <summary>The mediator checked who came and by which powers, and nobody objected. Where this is not known, the record leaves it to be filled in by hand.</summary>
    public bool IdentityChecked { get; init; }

    public bool ReadBack { get; init; }
    public IReadOnlyList<RecordSignature> Signatures { get; init; } = [];

    /// <summary>Why someone who was there has not signed the record.</summary>
    public Personal UnsignedReason { get; init; }

    /// <summary>The mediator who held it.</summary>
    public MediatorId? HeldBy { get; init; }

    /// <summary>Why it was cancelled or moved last.</summary>
    public Personal Reason { get; init; }

    /// <summary>It lay ahead when it was fixed: until it is over, the case's mediators are kept free for it.</summary>
    public bool Booked { get; init; }

    /// <summary>The room that is kept free for it, as the organization names it; empty where no room is.</summary>
    public Personal Room { get; init; }

    /// <summary>How often it was moved or cancelled since it was fixed: the SEQUENCE of its invitation (RFC 5545).</summary>
    public int Sequence { get; init; }

    [JsonIgnore]
    public bool TookPlace => Status is SessionStatus.Held or SessionStatus.Adjourned;

    /// <summary>Nothing is kept free for it any more.</summary>
    internal Session Freed() => this with { Booked = false, Room = default };

    /// <summary>The session as others than its mediator see it: what was said in private is left out (O17 §24).</summary>
    public Session Disclosed() => !Private || Record is null ? this : this with { Record = Record with { Statements = [], UndisputedFacts = [] } };
}

/// <summary>A party asks that a session be public.</summary>
public sealed record PublicRequest(PartyId PartyId, DateOnly On);

/// <param name="Via">By which way or through whom: an agent's name, a telephone number.</param>
public sealed record Attendance(PartyId PartyId, bool Present, Personal Via = default);

/// <summary>The record 笔录 of a session.</summary>
/// <param name="UndisputedFacts">What both sides hold true; a commission may see these.</param>
public sealed record SessionRecord([property: MayBeLeftOut] IReadOnlyList<Statement> Statements, [property: MayBeLeftOut] IReadOnlyList<Personal> UndisputedFacts, SessionResult Result);

/// <param name="By">A party, an agent, the mediator, as named in the record.</param>
public sealed record Statement(Personal By, Personal Text);

/// <param name="AgentId">The agent who signed for the party.</param>
public sealed record RecordSignature(PartyId PartyId, string? AgentId = null, FileId? FileId = null);

/// <summary>What a party offered for the sake of settling; it must not be used against it later (OP71).</summary>
/// <param name="Id"><c>o1</c>, <c>o2</c> … within the case.</param>
/// <param name="Amount">CNY in figures; personal, as the whole offer.</param>
/// <param name="Private">Made in a private session and known to the mediator alone until released.</param>
public sealed record Offer(string Id, string SessionId, PartyId ByPartyId, Personal Amount, Personal Text, bool Private, DateTimeOffset? ReleasedAt = null)
{
    [JsonIgnore]
    public bool Open => !Private || ReleasedAt is not null;
}
