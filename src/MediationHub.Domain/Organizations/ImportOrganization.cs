using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>The filing of an organization as another register has it: history, not a step of this program.</summary>
/// <param name="Number">The number it was filed under there; null where none is said.</param>
/// <param name="Status">Filed, active, suspended or deregistered.</param>
/// <param name="Listed">It stands in the public roster.</param>
public sealed record ImportedFiling(DateOnly FiledOn, string? Number, OrganizationStatus Status, bool Listed);

/// <summary>
/// Take over an organization from another register: a new one with the filing it already has, or of a known one what differs.
/// Days long past ask for no reason, because the import is the reason and stands in the event.
/// </summary>
/// <param name="Filing">Null where it is not on file yet.</param>
public sealed record ImportOrganization(OrganizationId Id, OrganizationProfile Profile, ImportedFiling? Filing, ImportSource Source) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        var problems = new Problems();
        if (state.Exists) return Known(state, at, problems);

        var profile = Profile.Cleaned();
        if (new CreateOrganization(Id, profile).Decide(state, at).Refusal is { } refusal) return refusal;
        CheckFiling(problems, profile, at);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new OrganizationDrafted(Id, profile), new OrganizationImported(Source, at.Today, Filing));
    }

    private Decision Known(Organization state, Context at, Problems problems)
    {
        if (state.Status is OrganizationStatus.Draft or OrganizationStatus.Returned && Filing is not null)
        {
            var after = state.Profile.With(Profile.Cleaned());
            after.Check(problems, at);
            CheckFiling(problems, after, at);
            if (problems.ToRefusal() is { } invalid) return invalid;
            return Decision.Of(after == state.Profile ? null : new OrganizationProfileChanged(after), new OrganizationImported(Source, at.Today, Filing));
        }
        var change = new ChangeOrganizationProfile(Profile, at.Today, Source.Reason).Decide(state, at);
        return change.Events.Count == 0 ? change : Decision.Of([new OrganizationImported(Source, at.Today, null), .. change.Events]);
    }

    private void CheckFiling(Problems problems, OrganizationProfile profile, Context at)
    {
        if (Filing is not { } filing) return;
        if (filing.FiledOn > at.Today) problems.Add("filedOn", "备案日期不得晚于今日。", "The day of filing must not lie in the future.");
        if (filing.FiledOn < profile.FoundedOn) problems.Add("filedOn", "备案日期不得早于成立日期。", "It cannot be filed before it was founded.");
        problems.Add("filingNumber", TextRules.Check(filing.Number, TextRules.Longest.Name));
        if (profile.Address.IsEmpty) problems.Add("address", "已备案的组织须填写办公地址。", "A filed organization has an address.");
        if (profile.Phone.IsEmpty) problems.Add("phone", "已备案的组织须填写联系电话。", "A filed organization has a telephone number.");
        if (profile.HeadName.IsEmpty) problems.Add("headName", "已备案的组织须填写负责人。", "A filed organization has a head.");
        if (filing.Status is not (OrganizationStatus.Filed or OrganizationStatus.Active or OrganizationStatus.Suspended or OrganizationStatus.Deregistered))
            problems.Add("status", "导入的组织状态只能是已备案、正常运行、暂停或已注销；其他状态请导入后在系统内办理。", "An imported organization is filed, active, suspended or deregistered.");
    }
}
