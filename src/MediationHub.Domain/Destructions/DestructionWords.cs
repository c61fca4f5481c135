namespace MediationHub.Domain.Destructions;

/// <summary>The words of destruction lists in the office's Chinese.</summary>
public static class DestructionWords
{
    public static string Chinese(this DestructionStage stage) => stage switch
    {
        DestructionStage.Proposed => "待批准",
        DestructionStage.Approved => "已批准，正在销毁",
        DestructionStage.Refused => "已退回",
        _ => "已销毁",
    };
}
