using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>
/// Change what is known about an organization; a field left out stays. Once it is on file, a new name, head or address is a change filing
/// 变更备案 with its day and reason, and code, type and region stay as filed.
/// </summary>
/// <param name="On">The day from which the change filing holds; needed for that only.</param>
/// <param name="Reason">Why name, head or address change; needed for that only.</param>
public sealed record ChangeOrganizationProfile(
    OrganizationProfile Changes, DateOnly? On = null, Personal Reason = default, Personal LateEntryReason = default) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        var changes = Changes.Cleaned();
        var after = state.Profile.With(changes);
        if (after == state.Profile) return Decision.Nothing;
        if (state.Status is OrganizationStatus.Submitted) return OrganizationRefusals.UnderExamination;
        if (state.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered) return OrganizationRefusals.NotStanding(state);
        if (state.Stands && (after.Code, after.Type, after.Unit) != (state.Profile.Code, state.Profile.Type, state.Profile.Unit)) return OrganizationRefusals.IdentityIsFiled;

        var problems = new Problems();
        changes.Check(problems, at);
        if (!state.Stands) return problems.ToRefusal() is { } wrong ? wrong : new OrganizationProfileChanged(after);

        FiledParticulars filed = new(after.Name, after.HeadName, after.Address);
        EnteredLate? late = null;
        if (filed != state.Filed)
        {
            late = at.CheckDay(problems, this, "on", On ?? default, state.Formerly is [.., var last] ? last.Until : state.FiledOn, LateEntryReason);
            problems.RequireText("reason", Reason, TextRules.Longest.Reason, "变更名称、负责人或办公地址属于变更备案，请填写变更原因。", "A new name, head or address is a change filing; say why.");
        }
        if (problems.ToRefusal() is { } invalid) return invalid;

        var otherwise = after with { Name = state.Profile.Name, HeadName = state.HeadName, Address = state.Address } != state.Profile;
        return Decision.Of(
            filed == state.Filed ? null : new FilingChanged(On!.Value, filed, Reason),
            otherwise ? new OrganizationProfileChanged(after) : null,
            late);
    }
}
