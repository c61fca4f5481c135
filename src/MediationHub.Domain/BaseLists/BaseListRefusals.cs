using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.BaseLists;

/// <summary>Every "no" of a base list.</summary>
public static class BaseListRefusals
{
    public static Refusal Unknown { get; } = new("base-list-unknown", "还没有登记这个单位的基数名册，请先登记。", "This unit has no base list yet; enter it first.");

    public static Refusal Exists(string unit, BaseListKind kind) => new("base-list-exists", $"{unit}的{kind.Chinese()}基数名册已经登记，请打开它更新。", "This unit has a base list already; revise that one.");
}
