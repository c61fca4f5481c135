using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>Where a list stands.</summary>
public enum DestructionStage
{
    /// <summary>Waits for two approvals.</summary>
    Proposed,

    /// <summary>Both approvals are there; the cases are being destroyed.</summary>
    Approved,

    Refused,
    CarriedOut,
}

/// <summary>
/// A destruction list 销毁清册: cases of one organization whose retention period is over. The proposer and the two who approve are three different people,
/// at least one of them of the office above the organization; only then are the cases' keys destroyed, one case at a time.
/// </summary>
public sealed record DestructionList : IAggregate<DestructionList>, IHoldsUnique
{
    /// <summary>So many people besides the proposer must approve.</summary>
    public const int Approvers = 2;

    public static string Stream => "destruction";
    public static DestructionList Empty { get; } = new();

    public DestructionListId Id { get; init; }
    public OrganizationId OrganizationId { get; init; }

    /// <summary>The list's number 清册号.</summary>
    public string Number { get; init; } = "";

    public DestructionStage Stage { get; init; }
    public IReadOnlyList<DestructionItem> Items { get; init; } = [];
    public Personal Reason { get; init; }
    public string ProposedBy { get; init; } = "";
    public DateOnly ProposedOn { get; init; }
    public ImmutableList<DestructionApproval> Approvals { get; init; } = [];
    public string? RefusedBy { get; init; }
    public Personal RefusedBecause { get; init; }
    public DateOnly? RefusedOn { get; init; }
    public DateOnly? CarriedOutOn { get; init; }

    /// <summary>How many cases were destroyed.</summary>
    public int Destroyed { get; init; }

    /// <summary>Cases that were spared when the list was carried out.</summary>
    public IReadOnlyList<DestructionLeft> Left { get; init; } = [];

    [JsonIgnore] public bool Exists => Id.Value is not null;

    public bool Names(CaseId id) => Items.Any(i => i.CaseId == id);

    /// <summary>A case stands on one list at a time while it is undecided or being carried out.</summary>
    [JsonIgnore]
    public IEnumerable<UniqueValue> UniqueValues =>
        Exists && Stage is DestructionStage.Proposed or DestructionStage.Approved ? Items.Select(i => new UniqueValue("destruction-case", i.CaseId.Value)) : [];

    public DestructionList Evolve(DomainEvent happened) => happened switch
    {
        DestructionProposed e => this with { Id = e.Id, OrganizationId = e.OrganizationId, Number = e.Number, Stage = DestructionStage.Proposed, Items = e.Items, Reason = e.Reason, ProposedBy = e.By, ProposedOn = e.On },
        DestructionApproved e => this with { Approvals = Approvals.Add(e.Approval), Stage = Approvals.Count + 1 >= Approvers ? DestructionStage.Approved : Stage },
        DestructionRefused e => this with { Stage = DestructionStage.Refused, RefusedBy = e.By, RefusedBecause = e.Reason, RefusedOn = e.On },
        DestructionCarriedOut e => this with { Stage = DestructionStage.CarriedOut, Destroyed = e.Destroyed, Left = e.Left, CarriedOutOn = e.On },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a destruction list"),
    };
}
