using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>New values for recorded facts; what is left empty stays as it is.</summary>
public sealed record CaseCorrection
{
    public CaseSource? Source { get; init; }
    public ApplicationForm? Form { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public string? DisputeType { get; init; }
    public Personal Facts { get; init; }
    public DateOnly? OccurredOn { get; init; }
    public DateOnly? KnewOn { get; init; }
    public int? WorkersInvolved { get; init; }
    public CourtReferral? Court { get; init; }
    public ElsewhereDispute? Elsewhere { get; init; }
    public IReadOnlyList<PartyCorrection> Parties { get; init; } = [];

    /// <summary>Only how parties are reached, which may change at any time.</summary>
    internal bool OnlyContacts => this == new CaseCorrection { Parties = Parties } && Parties.All(p => p.OnlyContacts);

    /// <summary>Nothing is left of it to be corrected.</summary>
    internal bool SaysNothing => Parties.Count == 0 && this == new CaseCorrection { Parties = Parties };

    /// <summary>Without what says the same as the record, and without parties of whom nothing changes: the log tells of corrections, not of what was sent along with them.</summary>
    internal CaseCorrection Against(MediationCase state) => this with
    {
        Source = Source == state.Source ? null : Source,
        Form = Form == state.Form ? null : Form,
        ReceivedAt = ReceivedAt == state.ReceivedAt ? null : ReceivedAt,
        DisputeType = DisputeType == state.DisputeType ? null : DisputeType,
        Facts = Facts == state.Facts ? default : Facts,
        OccurredOn = OccurredOn == state.OccurredOn ? null : OccurredOn,
        KnewOn = KnewOn == state.KnewOn ? null : KnewOn,
        WorkersInvolved = WorkersInvolved == state.WorkersInvolved ? null : WorkersInvolved,
        Court = Court == state.Court ? null : Court,
        Elsewhere = Elsewhere == state.Elsewhere ? null : Elsewhere,
        Parties = [.. Parties.Where(p => state.Party(p.PartyId) is { } known && p.ApplyTo(known) != known)],
    };

    internal MediationCase ApplyTo(MediationCase state) => Parties.Aggregate(
        state with
        {
            Source = Source ?? state.Source,
            Form = Form ?? state.Form,
            ReceivedAt = ReceivedAt ?? state.ReceivedAt,
            DisputeType = DisputeType ?? state.DisputeType,
            Facts = Facts.Or(state.Facts),
            OccurredOn = OccurredOn ?? state.OccurredOn,
            KnewOn = KnewOn ?? state.KnewOn,
            WorkersInvolved = WorkersInvolved ?? state.WorkersInvolved,
            Court = Court ?? state.Court,
            Elsewhere = Elsewhere ?? state.Elsewhere,
        },
        (changed, party) => changed.WithParty(party.PartyId, p => party.ApplyTo(p)));
}

/// <summary>New values for one party's details; its kind stays.</summary>
public sealed record PartyCorrection : PartyDetails
{
    public PartyId PartyId { get; init; }

    internal bool OnlyContacts => this == new PartyCorrection
    {
        PartyId = PartyId,
        Kind = Kind,
        Phone = Phone,
        Email = Email,
        Address = Address,
        ServiceAddress = ServiceAddress,
        Contact = Contact,
    };

    /// <summary>Of this party nothing was corrected: earlier corrections named every party of the case.</summary>
    [JsonIgnore]
    public bool SaysNothing => this == new PartyCorrection { PartyId = PartyId, Kind = Kind };

    internal Party ApplyTo(Party party) => (Party)party.UpdatedBy(this);
}
