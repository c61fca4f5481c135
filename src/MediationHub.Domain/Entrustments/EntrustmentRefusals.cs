using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Entrustments;

/// <summary>Every "no" of an entrustment.</summary>
public static class EntrustmentRefusals
{
    private const string R70 = "劳动人事争议仲裁办案规则第七十条";

    public static Refusal Unknown { get; } = new("entrustment-unknown", "没有这件委托调解，请核对编号。", "There is no such entrustment; check its id.");

    public static Refusal WrongStage(EntrustmentStage stage) => new("entrustment-stage", $"委托调解现为“{stage.Chinese()}”，不能办理此事项，请刷新后核对。", $"The entrustment is {stage}; this cannot be done with it.", R70);

    public static Refusal HearingOpened { get; } = new("hearing-opened", "仲裁庭已经开庭，不能再委托调解；可以由仲裁庭自行调解。", "The hearing has opened: nothing is entrusted any more; the tribunal may mediate itself.", R70);

    public static Refusal RecommendedAlready(string number) => new("recommendation-open", $"同一争议的调解建议（{number}）尚未了结或者已经调解成功，同一争议不重复调解；调解不成的，请先恢复受理并立案，再委托调解。",
        $"A recommendation of mediation ({number}) in the same dispute is open or led to a settlement: let acceptance go on first.", "劳动人事争议仲裁办案规则第六十九条");

    public static Refusal StillMediated(string number) => new("recommended-case-open", $"调解建议（{number}）已经恢复受理，但调解组织的案件尚未结案，同一争议不重复调解；请待该案结案后再委托。",
        $"Acceptance goes on after the recommendation ({number}), but its case is still open: entrust the dispute once that case is closed.", R70);

    public static Refusal OrganizationNotReceiving(string name) => new("organization-not-receiving", $"{name}现在不能接收新案件，请另选调解组织。", "The organization receives no cases now; choose another.");

    public static Refusal OrganizationInConflict(string name) => new("organization-in-conflict", $"{name}设在本案当事人单位，与争议有利害关系，请另选调解组织。", "The organization is set up at a party of the dispute; choose another.", R70);

    public static Refusal ConsentMissing(IEnumerable<Personal> names) => new("consent-missing", $"委托调解须经双方同意，尚缺：{string.Join('、', names)}。请先登记其同意和日期。", "All parties have to consent; record the missing consents with their days.", R70);

    public static Refusal ConsentRecorded { get; } = new("consent-recorded", "该当事人的同意已经登记，不能改为另一日期。", "This party's consent is on record with another day.", R70);

    public static Refusal TermOver(DateOnly due) => new("entrustment-term-over", $"自双方同意之日起的十个工作日已于{due:yyyy-MM-dd}届满，仲裁庭应当依法开庭审理。", $"The ten working days from the later consent ended on {due:yyyy-MM-dd}: the tribunal hears the case.", R70);

    public static Refusal NotOver(DateOnly due) => new("entrustment-not-over", $"委托调解的期限到{due:yyyy-MM-dd}才届满。", $"The entrustment lasts until {due:yyyy-MM-dd}.", R70);

    public static Refusal NotReturned { get; } = new("result-not-returned", "委托调解尚未结束或者结果尚未反馈，请在调解组织反馈结果之后登记后续处理。", "The mediation is not over, or its result has not come back; record what follows afterwards.", R70);

    public static Refusal Disposed { get; } = new("disposition-recorded", "后续处理已经登记；登记有误的，请办理“更正后续处理”并说明理由。", "What followed is on record; correct it with a reason.", R70);

    public static Refusal NotDisposed { get; } = new("disposition-missing", "后续处理尚未登记，请先登记，再更正。", "Nothing is on record that could be corrected.", R70);

    public static Refusal LetterWithoutAgreement { get; } = new("letter-without-agreement", "委托调解没有达成协议，不能据以制作调解书；请登记恢复审理。", "No agreement was reached, so no letter is made of it: the hearing goes on.", "劳动人事争议仲裁办案规则第七十二条、第七十三条");

    public static Refusal WithdrawalWithoutAgreement { get; } = new("withdrawal-without-agreement", "委托调解没有就全部请求达成协议，不因调解而撤回仲裁申请；请登记恢复审理，部分达成协议的也可以登记制作部分调解书。", "Not everything was settled, so the application is not withdrawn on account of it: the hearing goes on.", "劳动人事争议仲裁办案规则第七十条、第七十三条");

    public static Refusal CaseOpen(string number) => new("linked-case-open", $"{number}尚未结案，请先办理结案，再反馈结果。", "The linked case is not closed yet; close it first.", R70);
}
