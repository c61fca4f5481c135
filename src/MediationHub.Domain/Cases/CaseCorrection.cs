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

    internal Party ApplyTo(Party party) => (Party)party.UpdatedBy(this);
}
