using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Statistics;

/// <summary>One counter of one organization on one legal day (Asia/Shanghai).</summary>
/// <param name="Counter">Such as <c>succeeded</c>; amounts are counted in fen.</param>
public readonly record struct CounterKey(OrganizationId Organization, DateOnly Day, string Counter);
