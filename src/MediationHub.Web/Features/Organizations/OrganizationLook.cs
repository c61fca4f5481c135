using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Web.Api;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Organizations;

/// <summary>How organizations and regions look in lists and selects.</summary>
public static class OrganizationLook
{
    public static Tone Tone(this OrganizationStatus status) => status switch
    {
        OrganizationStatus.Active => Components.Tone.Success,
        OrganizationStatus.Submitted or OrganizationStatus.Filed => Components.Tone.Info,
        OrganizationStatus.Returned or OrganizationStatus.Rectifying => Components.Tone.Warning,
        OrganizationStatus.Suspended or OrganizationStatus.Refused => Components.Tone.Error,
        OrganizationStatus.Deregistered => Components.Tone.Dark,
        _ => Components.Tone.Neutral,
    };

    /// <summary>It has cases in hand.</summary>
    public static bool IsRunning(this OrganizationStatus status) => status is OrganizationStatus.Active or OrganizationStatus.Rectifying or OrganizationStatus.Suspended;

    public static IReadOnlyList<Choice> Types { get; } = [.. Enum.GetValues<OrganizationType>().Select(t => new Choice(ApiWord.Of(t), t.Chinese()))];

    public static IReadOnlyList<Choice> Statuses { get; } = [.. Enum.GetValues<OrganizationStatus>().Select(s => new Choice(ApiWord.Of(s), s.Chinese()))];

    public static IReadOnlyList<Choice> Proofs { get; } = [.. Enum.GetValues<ProofKind>().Select(k => new Choice(ApiWord.Of(k), k.Chinese(), Group: k <= ProofKind.Screening ? "六项制度" : k <= ProofKind.Seal ? "上墙与印章" : "场所与保障"))];

    /// <summary>The regions within one (or all), each under its province.</summary>
    public static IReadOnlyList<Choice> Units(string? within = null) =>
        [.. Regions.BuiltIn.All.Where(r => within is null || Regions.BuiltIn.IsWithin(r.Code, within)).Select(r => new Choice(r.Code, r.Level is RegionLevel.County ? $"　{r.Name}" : r.Name, Group: ProvinceOf(r)))];

    private static string ProvinceOf(Region region)
    {
        while (region.Parent is { } parent) region = Regions.BuiltIn.Find(parent)!;
        return region.Name;
    }
}
