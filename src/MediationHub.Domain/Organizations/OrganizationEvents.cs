using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>An organization was written down; it has not asked for anything yet.</summary>
[Wire("organization.drafted/1")]
public sealed record OrganizationDrafted(OrganizationId Id, OrganizationProfile Profile) : DomainEvent;

/// <summary>It applied for filing 备案申请, for the first time or after a return.</summary>
[Wire("organization.submitted/1")]
public sealed record OrganizationSubmitted(DateOnly On) : DomainEvent;

/// <summary>The filing office put it on file; numbers run by reporting unit and year of the filing day.</summary>
/// <param name="Unit">The reporting unit whose series the number is from.</param>
/// <param name="UnitShort">Its short name in the number.</param>
/// <param name="Number">0 until the store has given it.</param>
[Wire("organization.filed/1")]
public sealed record OrganizationFiled(DateOnly On, string Unit, string UnitShort, int Number = 0) : DomainEvent, INumbered
{
    /// <summary>Such as <c>吉林劳调备〔2026〕12号</c>.</summary>
    [JsonIgnore]
    public string FilingNumber => $"{UnitShort}劳调备〔{On.Year}〕{Number}号";

    [JsonIgnore]
    public string Series => $"filing|{Unit}|{On.Year}";
    public DomainEvent Numbered(int number) => this with { Number = number };
}

/// <summary>The filing office sent the application back for correction 补正.</summary>
[Wire("organization.returned/1")]
public sealed record OrganizationReturned(DateOnly On, IReadOnlyList<Personal> Reasons) : DomainEvent;

/// <summary>The filing office did not put it on file 不予备案.</summary>
[Wire("organization.refused/1")]
public sealed record OrganizationRefused(DateOnly On, Personal Reason) : DomainEvent;

/// <summary>It may receive cases from this day.</summary>
[Wire("organization.activated/1")]
public sealed record OrganizationActivated(DateOnly On) : DomainEvent;

/// <summary>It has to put things right by a day 限期整改; until then it receives no new cases.</summary>
[Wire("organization.rectification-ordered/1")]
public sealed record RectificationOrdered(DateOnly On, IReadOnlyList<Personal> Items, DateOnly DueOn) : DomainEvent;

[Wire("organization.suspended/1")]
public sealed record OrganizationSuspended(DateOnly On, Personal Reason) : DomainEvent;

/// <summary>It receives cases again, after a suspension or once things were put right.</summary>
[Wire("organization.resumed/1")]
public sealed record OrganizationResumed(DateOnly On, Personal Comment) : DomainEvent;

[Wire("organization.deregistered/1")]
public sealed record OrganizationDeregistered(DateOnly On, Personal Reason) : DomainEvent;

/// <summary>Its profile now reads so; nothing in it needed a change filing.</summary>
[Wire("organization.profile-changed/1")]
public sealed record OrganizationProfileChanged(OrganizationProfile Profile) : DomainEvent;

/// <summary>Name, head or address changed after filing 变更备案; all three stand here as they are from that day.</summary>
[Wire("organization.filing-changed/1")]
public sealed record FilingChanged(DateOnly On, FiledParticulars Particulars, Personal Reason) : DomainEvent;

/// <summary>A proof stands beside its filing 备案材料.</summary>
[Wire("organization.proof-added/1")]
public sealed record ProofAdded(Proof Proof) : DomainEvent;

/// <summary>A proof holds no more.</summary>
[Wire("organization.proof-withdrawn/1")]
public sealed record ProofWithdrawn(FileId FileId, Personal Reason) : DomainEvent;

/// <summary>Its premises were inspected 实地核查.</summary>
[Wire("organization.inspected/1")]
public sealed record PremisesInspected(Inspection Inspection) : DomainEvent;

/// <summary>What an inspection asked for was looked at again 整改复核.</summary>
[Wire("organization.inspection-closed/1")]
public sealed record InspectionClosed(string InspectionId, InspectionClosure Closure) : DomainEvent;

/// <summary>Its rooms for sessions 调解室 are these from now on.</summary>
[Wire("organization.rooms-listed/1")]
public sealed record RoomsListed(IReadOnlyList<string> Rooms) : DomainEvent;

/// <summary>It stands in the public roster 名册公开.</summary>
[Wire("organization.listed/1")]
public sealed record OrganizationListed(DateOnly On) : DomainEvent;

[Wire("organization.unlisted/1")]
public sealed record OrganizationUnlisted(DateOnly On, Personal Reason) : DomainEvent;

/// <summary>It received an honor 称号.</summary>
[Wire("organization.honored/1")]
public sealed record OrganizationHonored(OrganizationHonor Honor) : DomainEvent;

/// <summary>The honors of a campaign were taken back 撤销称号.</summary>
[Wire("organization.honor-revoked/1")]
public sealed record OrganizationHonorRevoked(CampaignId CampaignId, DateOnly On) : DomainEvent;

/// <summary>It was taken over from another register, or what that one says differently was. Its filing there is history; numbers of this program are not used for it.</summary>
/// <param name="On">The legal day of the import.</param>
/// <param name="Filing">Null where nothing about the filing was taken over.</param>
[Wire("organization.imported/1")]
public sealed record OrganizationImported(ImportSource Source, DateOnly On, ImportedFiling? Filing) : DomainEvent;
