using System.Text;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>The Chinese sentence of a term, made from its parts: who does what for whom, how much in figures and in 大写, until when and how.</summary>
public static class TermSentence
{
    /// <summary>One paragraph without its number, such as 被申请人某某公司于2026年12月31日前(含当日)一次性向申请人李某支付人民币12,000.00元….</summary>
    public static string Of(MediationCase state, Term term)
    {
        var sentence = new StringBuilder();
        var (payer, payee) = (Named(state, term.PayerId), Named(state, term.PayeeId));
        switch (term.Kind)
        {
            case TermKind.Payment when term.Instalments.Count > 0:
                sentence.Append($"{payer}向{payee}支付人民币{Figures(term.Amount)}，分{term.Instalments.Count}期支付：");
                sentence.AppendJoin('；', term.Instalments.Select(i => $"第{i.No}期于{Until(i.DueOn)}支付人民币{Figures(i.Amount)}"));
                break;
            case TermKind.Payment:
                sentence.Append($"{payer}于{Until(term.DueOn)}一次性向{payee}支付人民币{Figures(term.Amount)}");
                break;
            case TermKind.DocumentHandover:
                sentence.Append($"{payer}{Within(term)}向{payee}交付下列材料：{Plain(term.Text)}");
                break;
            case TermKind.ContractAct:
                sentence.Append($"{payer}{Within(term)}就与{payee}的劳动（聘用）合同办理下列事项：{Plain(term.Text)}");
                break;
            case TermKind.SocialInsurance:
                sentence.Append($"{payer}{Within(term)}为{payee}办理下列社会保险事项：{Plain(term.Text)}");
                break;
            case TermKind.Apology:
                sentence.Append($"{payer}{Within(term)}{(term.Manner.IsEmpty ? "" : $"以{Plain(term.Manner)}方式")}向{payee}赔礼道歉");
                break;
            default:
                sentence.Append($"{payer}{Within(term)}{Plain(term.Text)}");
                break;
        }
        if (!term.Manner.IsEmpty && term.Kind is not TermKind.Apology) sentence.Append($"，履行方式：{Plain(term.Manner)}");
        if (!term.BankAccount.IsEmpty) sentence.Append($"，收款账户：{Plain(term.BankAccount)}");
        sentence.Append('。');
        if (!term.Text.IsEmpty && term.Kind is TermKind.Payment or TermKind.Apology && !term.Text.IsEmpty) sentence.Append(Plain(term.Text)).Append('。');
        return sentence.ToString();
    }

    private static string Named(MediationCase state, PartyId? id) =>
        id is not { } given ? ""
        : state.Party(given) is { } party ? $"{(party.Side is PartySide.Applicant ? "申请人" : "被申请人")}{party.Name}"
        : $"劳动者{state.NameOf(given)}";

    private static string Figures(decimal? amount) => $"{Money.Format(amount ?? 0)}元（大写：{ChineseAmount.Of(amount ?? 0)}）";

    private static string Within(Term term) => term.DueOn is null ? "" : $"于{Until(term.DueOn)}";

    private static string Until(DateOnly? day) => $"{day:yyyy年M月d日}前（含当日）";

    private static string Plain(Personal text) => TextRules.Clean(text).TrimEnd('。', '；', ';', '.');
}
