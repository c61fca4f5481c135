using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Record what people saw on site 实地核查: two of them at least, none of the organization itself, the four dimensions scored.</summary>
public sealed record VerifyOnSite(DateOnly On, [property: MayBeLeftOut] IReadOnlyList<Verifier> Verifiers, [property: MayBeLeftOut] IReadOnlyList<DimensionPoints> Dimensions, Personal Summary, IReadOnlyList<FileId>? Photos = null, Personal LateEntryReason = default) : INominationCommand<VerifyOnSite>
{
    public static string Name => "verify-on-site";

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.ProvinceReceived, NominationStage.Qualified, NominationStage.Scored)) yield return refusal;
        if (state is { Exists: true, Stage: NominationStage.ProvinceReceived or NominationStage.Qualified or NominationStage.Scored } && at.CampaignOf(state) is var campaign && !campaign.Evaluates(state.Id)) yield return NominationRefusals.EvaluationNotBegun(campaign.Stage);
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Visits.Exists(v => v.On == On && v.Summary == Summary)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var (standards, organization) = (at.CampaignOf(state).Standards!, at.OrganizationOf(state));
        var problems = new Problems();
        var verifiers = (Verifiers ?? []).Where(v => !v.Name.IsEmpty).ToArray();
        if (verifiers.Select(v => (v.Name, TextRules.Clean(v.Employer))).Distinct().Count() < standards.Verifiers) problems.Add("verifiers", $"实地核查不少于{standards.Verifiers}人，请逐一登记姓名和单位。", $"At least {standards.Verifiers} people verify on site; name each with the employer.");
        foreach (var (verifier, i) in verifiers.Select((v, i) => (v, i)))
        {
            problems.RequireText($"verifiers[{i}].employer", verifier.Employer, TextRules.Longest.Name, "请填写核查人员的单位。", "Say where the verifier works.");
            problems.Add($"verifiers[{i}].name", TextRules.Check(verifier.Name, TextRules.Longest.Name));
            if (TextRules.Code(verifier.Employer) == TextRules.Code(organization.Name)) problems.Add($"verifiers[{i}].employer", "核查人员不能来自被核查的组织，请更换。", "Nobody of the organization verifies it; name another.");
        }
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            var given = (Dimensions ?? []).Index().Where(d => d.Item.Dimension == dimension).ToArray();
            var most = standards.PointsOf(dimension);
            if (given.Length != 1) problems.Add("dimensions", $"“{dimension.Chinese()}”应当评一次分。", $"The dimension {dimension} is scored once.");
            else if (given[0].Item.Points < 0 || given[0].Item.Points > most) problems.Add($"dimensions[{given[0].Index}].points", $"“{dimension.Chinese()}”应在0至{most:0.##}分之间。", $"The dimension {dimension} takes 0 to {most:0.##} points.");
            else problems.Add($"dimensions[{given[0].Index}].finding", TextRules.Check(given[0].Item.Finding, TextRules.Longest.Reason));
        }
        problems.RequireText("summary", Summary, TextRules.Longest.Statement, "请填写核查情况。", "Say what was found.");
        if (Photos is { Count: > 50 }) problems.Add("photos", "照片最多50张。", "At most 50 photos.");
        var late = at.CheckDay(problems, this, "on", On, state.ReceivedOn, LateEntryReason);
        return problems.ToRefusal() is { } invalid ? invalid : Decision.Of(new NominationVerified(new(On, verifiers, [.. Dimensions!.OrderBy(d => d.Dimension)], Summary, [.. (Photos ?? []).Distinct()])), late);
    }
}
