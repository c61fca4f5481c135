using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>Allot places to a reporting unit; their sum may exceed the target 差额. Every change stays in the log with its reason.</summary>
/// <param name="Reason">Needed once the notice is out.</param>
public sealed record SetQuota(string Unit, int Places, int Reserves = 0, Personal Reason = default) : ICampaignCommand<SetQuota>
{
    public static string Name => "set-quota";

    /// <summary>The highest place that the unit has given already. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public int Taken { get; init; }

    public static IEnumerable<Refusal> Missing(Campaign state, Context at)
    {
        if (state is { Exists: true, Stage: > CampaignStage.NominationOpen and not CampaignStage.OnRecord }) yield return CampaignRefusals.QuotaFixed;
        else foreach (var refusal in state.At(CampaignStage.Drafted, CampaignStage.Published, CampaignStage.NominationOpen)) yield return refusal;
    }

    public Decision Decide(Campaign state, Context at)
    {
        var before = state.QuotaOf(Unit ?? "");
        if (before is not null && before.Places == Places && before.Reserves == Reserves) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (Regions.BuiltIn.Find(Unit) is not { } region) problems.Add("unit", "没有这个报送单位，请从列表中选择。", "There is no such reporting unit; choose one from the list.");
        else if (!Regions.BuiltIn.IsWithin(Unit, state.Unit)) problems.Add("unit", $"{region.Name}不属于{Regions.BuiltIn.NameOf(state.Unit)}，请选择本省的报送单位。", "The unit is of another province; choose one of this province.");
        else if (region.Level is not RegionLevel.ReportingUnit) problems.Add("unit", $"{region.Name}不单独报送，请分配给其所属的报送单位。", "This region does not report by itself; give the places to the unit it belongs to.");
        if (Places is < 0 or > 200) problems.Add("places", "名额应在0至200之间。", "There are 0 to 200 places.");
        if (Reserves is < 0 or > 200) problems.Add("reserves", "候补名额应在0至200之间。", "There are 0 to 200 reserves.");
        if (Places >= 0 && Reserves >= 0 && Places + Reserves < Taken) problems.Add("places", $"该单位已经推荐到第{Taken}名，名额不能少于此数。", $"The unit has nominated down to place {Taken}; the quota cannot be less.");
        problems.Add("reason", TextRules.Check(Reason, TextRules.Longest.Reason));
        if (state.Stage is not CampaignStage.Drafted && Reason.IsEmpty) problems.Add("reason", "通知已经发布，请填写调整名额的理由。", "The notice is out: say why the quota changes.");
        return problems.ToRefusal() is { } invalid ? invalid : new CampaignQuotaSet(new(Regions.BuiltIn.Find(Unit)!.Code, Places, Reserves), before, Reason, at.Actor.UserName, at.Today);
    }
}
