using System.Text.Json.Serialization;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>An organization proposes to destroy the files of cases whose retention period is over. Nothing is destroyed yet.</summary>
/// <param name="Number">The list's number 清册号; empty until the store gave the sequence number.</param>
/// <param name="By">The user name of the proposer.</param>
[Wire("destruction.proposed/1")]
public sealed record DestructionProposed(
    DestructionListId Id, OrganizationId OrganizationId, string Number, string NumberPattern, int Year, IReadOnlyList<DestructionItem> Items, Personal Reason, string By, DateOnly On) : DomainEvent, INumbered
{
    [JsonIgnore]
    public string Series => $"destruction|{OrganizationId}|{Year}";
    public DomainEvent Numbered(int number) => this with { Number = NumberPattern.Replace("{number}", $"{number}") };
}

/// <summary>One of the two people who must approve has done so.</summary>
[Wire("destruction.approved/1")]
public sealed record DestructionApproved(DestructionApproval Approval) : DomainEvent;

[Wire("destruction.refused/1")]
public sealed record DestructionRefused(string By, Personal Reason, DateOnly On) : DomainEvent;

/// <summary>Every case of the list was destroyed, or may no longer be.</summary>
/// <param name="Destroyed">How many were.</param>
/// <param name="Left">The cases that were not, and why.</param>
[Wire("destruction.carried-out/1")]
public sealed record DestructionCarriedOut(int Destroyed, IReadOnlyList<DestructionLeft> Left, DateOnly On) : DomainEvent;

/// <summary>One case of a list, without anything that tells who it is about: this is what remains to be read of it.</summary>
/// <param name="Until">The last day of its retention period.</param>
/// <param name="Successor">The case that it became, at another organization or by a merger; that one is destroyed first.</param>
/// <param name="SplitInto">Cases that were split off from it and go on with its files: they are destroyed first, too.</param>
public sealed record DestructionItem(CaseId CaseId, string Number, Outcome Outcome, DateOnly ClosedOn, RetentionClass Class, int Years, DateOnly Until, CaseId? Successor = null, IReadOnlyList<CaseId>? SplitInto = null)
{
    [JsonIgnore]
    public IEnumerable<CaseId> Successors => new[] { Successor }.OfType<CaseId>().Concat(SplitInto ?? []);
}

/// <param name="By">User name.</param>
/// <param name="ByOffice">The person is of a city or provincial office, not of the organization.</param>
public sealed record DestructionApproval(string By, bool ByOffice, DateOnly On, Personal Comment);

/// <param name="Code">The refusal's code, such as <c>case-on-hold</c>.</param>
public sealed record DestructionLeft(CaseId CaseId, string Code);
