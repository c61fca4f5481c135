using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Commissions;

/// <summary>An arbitration commission and its institute stand in the register.</summary>
[Wire("commission.established/1")]
public sealed record CommissionEstablished(CommissionId Id, CommissionProfile Profile) : DomainEvent;

/// <param name="Profile">As it is after the change.</param>
[Wire("commission.changed/1")]
public sealed record CommissionChanged(CommissionProfile Profile) : DomainEvent;

[Wire("commission.arbitrator-appointed/1")]
public sealed record ArbitratorAppointed(Arbitrator Arbitrator) : DomainEvent;

/// <param name="On">From this day on the arbitrator is assigned nothing more.</param>
[Wire("commission.arbitrator-left/1")]
public sealed record ArbitratorLeft(ArbitratorId ArbitratorId, DateOnly On) : DomainEvent;

/// <summary>The director lets somebody else approve extensions and refusals (R33 §77: the commission's director or the head of the institute it delegates).</summary>
[Wire("commission.approval-delegated/1")]
public sealed record ApprovalDelegated(Delegation Delegation) : DomainEvent;

/// <summary>How many applications for arbitration came in a month. A later event for the same month takes the place of an earlier one, which stays in the log.</summary>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="Reason">Why it is corrected; empty the first time.</param>
[Wire("commission.applications-counted/1")]
public sealed record ApplicationsCounted(string Month, int Received, int AlreadyMediated, Personal Reason, DateOnly On, string By) : DomainEvent;

[Wire("commission.delegation-ended/1")]
public sealed record DelegationEnded(string UserName, DateOnly On) : DomainEvent;
