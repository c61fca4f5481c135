using System.Text.Json;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Take over what the notices say of an earlier campaign. The program gives this itself at first start.</summary>
public sealed record RecordCampaign(PastCampaign Past) : ICommand<Campaign>
{
    public Decision Decide(Campaign state, Context at) => state.Exists ? Decision.Nothing
        : new CampaignRecorded(Past.Id, Past.Name, Past.Unit, Past.Year, Past.Batch, Past.Notice, Past.Target, Past.SuccessTarget, Past.Texts, Past.Dates, at.Today);
}

/// <summary>An earlier campaign as far as a published notice tells of it: dates, target and source text. Quotas, nominations and results are not known and not made up.</summary>
public sealed record PastCampaign(CampaignId Id, string Name, string Unit, int Year, int Batch, CampaignNotice Notice, int Target, int? SuccessTarget, IReadOnlyList<NoticeText> Texts, IReadOnlyList<DateStatement> Dates)
{
    /// <summary>Jilin's and Hainan's three batches of 2021 to 2023.</summary>
    public static IReadOnlyList<PastCampaign> BuiltIn { get; } = Read();

    private static PastCampaign[] Read()
    {
        using var json = Embedded.Open("Selection.past-campaigns.json");
        return JsonSerializer.Deserialize<PastCampaign[]>(json, Wire.Json)!;
    }
}
