using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.BaseLists;

/// <summary>The base 基数 of a reporting unit was entered for the first time.</summary>
/// <param name="Region">Code of the reporting unit.</param>
[Wire("baselist.entered/1")]
public sealed record BaseListEntered(string Region, BaseListKind Kind, BaseEdition Edition) : DomainEvent;

/// <summary>Another edition was entered: for later days, or in the place of one that begins on the same day. What stood before stays in the log.</summary>
/// <param name="Reason">Why an edition is corrected; empty for one of later days.</param>
[Wire("baselist.revised/1")]
public sealed record BaseListRevised(BaseEdition Edition, Personal Reason) : DomainEvent;
