using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Write down an organization as a draft. Code, name, type and region come first; the rest may follow until it applies for filing.</summary>
public sealed record CreateOrganization(OrganizationId Id, OrganizationProfile Profile) : ICommand<Organization>
{
    public Decision Decide(Organization state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var profile = Profile.Cleaned();
        var problems = new Problems();
        problems.Require("code", profile.Code, "请填写组织编码。", "Enter the organization's code.");
        problems.Require("name", profile.Name, "请填写组织名称。", "Enter the organization's name.");
        problems.Require("unit", profile.Unit, "请选择行政区划。", "Choose the region.");
        if (profile.Type is null) problems.Add("type", "请选择组织类型。", "Choose the type.");
        profile.Check(problems, at);

        return problems.ToRefusal() is { } invalid ? invalid : new OrganizationDrafted(Id, profile);
    }
}
