using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Destructions;

/// <summary>Every "no" of a destruction list.</summary>
public static class DestructionRefusals
{
    public static Refusal Unknown { get; } = new("destruction-unknown", "没有这份销毁清册，请核对编号。", "There is no such destruction list; check its id.");

    public static Refusal NotOfThisOrganization(CaseId id) => Refusal.Invalid("cases", $"案件 {id} 不是本组织的案件，请从到期案件中选择。", $"Case {id} is not of this organization; choose from those that are due.");

    public static Refusal AlreadyDestroyed(string number) => new("case-destroyed", $"{number} 的卷宗已经销毁，请从清册中去掉。", "The case's file is destroyed already; leave it out of the list.");

    public static Refusal Decided(DestructionStage stage) => new("destruction-decided",
        stage is DestructionStage.Refused ? "这份清册已被退回，需要销毁的请另行提出清册。" : "这份清册已经批准，不能再改变。",
        "The list has been decided already; propose another one where needed.");

    public static Refusal OwnProposal { get; } = new("destruction-own-proposal", "提出清册的人不能批准自己的清册，请由另外两人批准。", "Who proposed a list does not approve it; two others do.");

    public static Refusal OfficeMissing { get; } = new("destruction-office-missing",
        "两名批准人中至少一人须为市（州）或者省级办公室人员，请由办公室批准。", "At least one of the two approvals comes from the city's or province's office; ask the office.");

    public static Refusal NotApproved { get; } = new("destruction-not-approved", "销毁清册尚未经两人批准，不能销毁。", "The destruction list is not approved by two people yet; nothing is destroyed.", "劳动人事争议仲裁办案规则第二十四条");

    public static Refusal Unfinished { get; } = new("destruction-unfinished", "清册中还有案件尚未销毁，请稍后再试。", "Cases of the list still wait to be destroyed; try again later.");
}
