namespace MediationHub.Domain.Kernel;

/// <summary>Where an entry came from that nobody typed in: which import, and which row of its file. The import is the reason why it comes late.</summary>
/// <param name="Row">As the person sees it at the sheet's edge: the first is 1.</param>
public sealed record ImportSource(string ImportId, int Row)
{
    /// <summary>The reason of a change that an import makes.</summary>
    public Personal Reason => $"登记册导入（{ImportId}，第{Row}行）";
}
