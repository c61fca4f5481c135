using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Destructions;

/// <summary>Put cases whose retention period is over on a destruction list, for two others to approve.</summary>
/// <param name="Id">Given by the caller.</param>
public sealed record ProposeDestruction(DestructionListId Id, OrganizationId OrganizationId, IReadOnlyList<CaseId>? Cases, Personal Reason) : ICommand<DestructionList>
{
    /// <summary>A list is read through by people before they approve it.</summary>
    public const int MostCases = 200;

    public IEnumerable<StreamRef> Reads(DestructionList state) =>
    [
        .. OrganizationId.Value is null ? Array.Empty<StreamRef>() : [StreamRef.To<Organization>(OrganizationId.Value)],
        .. Named.Select(c => StreamRef.To<MediationCase>(c.Value)),
    ];

    private IReadOnlyList<CaseId> Named => [.. (Cases ?? []).Where(c => c.Value is not null).Distinct().Take(MostCases + 1)];

    public Decision Decide(DestructionList state, Context at)
    {
        if (state.Exists) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireText("reason", Reason, TextRules.Longest.Reason, "请填写鉴定意见（为何可以销毁）。", "Say why these files may be destroyed.");
        if (OrganizationId.Value is null || at.Find<Organization>(OrganizationId.Value) is null) problems.Add("organizationId", "没有这个调解组织，请核对。", "There is no such organization; check its id.");
        if (Named.Count == 0) problems.Add("cases", "请至少选择一个案件。", "Choose at least one case.");
        if (Named.Count > MostCases) problems.Add("cases", $"一份清册最多{MostCases}件，请分成几份。", $"A list has at most {MostCases} cases; make several.");
        if (problems.ToRefusal() is { } invalid) return invalid;

        var items = new List<DestructionItem>();
        foreach (var id in Named)
        {
            if (at.Find<MediationCase>(id.Value) is not { } c || c.OrganizationId != OrganizationId) return DestructionRefusals.NotOfThisOrganization(id);
            if (c.Destroyed) return DestructionRefusals.AlreadyDestroyed(c.Number);
            if (CaseRetention.Against(c, at).FirstOrDefault() is { } no) return no with { Chinese = $"{c.Number}:{no.Chinese}", English = $"Case {c.Id}: {no.English}" };
            var retention = CaseRetention.Of(c, at.Rules)!;
            items.Add(new(id, c.Number, c.Outcome!.Value, c.Closing!.On, retention.Class, retention.Years, retention.Until, c.TransferredTo, c.SplitInto.IsEmpty ? null : c.SplitInto));
        }
        return new DestructionProposed(Id, OrganizationId, "", $"销毁清册〔{at.Today.Year}〕{{number}}号", at.Today.Year, items, Reason, at.Actor.UserName, at.Today);
    }
}
