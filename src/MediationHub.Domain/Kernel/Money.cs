using System.Globalization;
using System.Text;

namespace MediationHub.Domain.Kernel;

/// <summary>Amounts are decimal CNY: not negative, at most two decimals, below ten billion.</summary>
public static class Money
{
    public const decimal Most = 9_999_999_999.99m;

    /// <summary>Why this cannot be an amount, or null.</summary>
    public static Text? Check(decimal amount)
    {
        if (amount < 0) return new("金额不能为负数。", "An amount cannot be negative.");
        if (amount > Most) return new($"金额最多为{Format(Most)}元。", $"An amount is at most {Format(Most)} CNY.");
        if (decimal.Round(amount, 2) != amount) return new("金额最多保留两位小数(分)。", "An amount has at most two decimals.");
        return null;
    }

    /// <summary>In figures, such as <c>12,000.00</c>.</summary>
    public static string Format(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);
}

/// <summary>Amounts in words 中文大写, as bills ask for (支付结算办法附件一 正确填写票据和结算凭证的基本规定).</summary>
public static class ChineseAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly (int Size, string Name)[] Groups = [(1_0000_0000, "亿"), (1_0000, "万"), (1, "")];
    private static readonly (int Size, string Name)[] Places = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];

    /// <summary>
    /// Such as 壹万贰仟元整, 壹元伍角整, 壹元零伍分. 整 stands after 元 or 角, not after 分.
    /// 零 is written for zeros between digits; before 角 and after a round 万 it is left out, as the rules allow.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Money.Check"/> says no.</exception>
    public static string Of(decimal amount)
    {
        if (Money.Check(amount) is { } fault) throw new ArgumentOutOfRangeException(nameof(amount), amount, fault.English);

        var fen = (long)(amount * 100);
        var (yuan, jiao, rest) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
        var words = new StringBuilder();
        if (yuan > 0 || fen == 0) words.Append(Yuan(yuan)).Append('元');
        if (jiao > 0) words.Append(Digits[jiao]).Append('角');
        else if (rest > 0 && yuan > 0) words.Append('零');
        return (rest > 0 ? words.Append(Digits[rest]).Append('分') : words.Append('整')).ToString();
    }

    private static string Yuan(long yuan)
    {
        if (yuan == 0) return "零";
        var words = new StringBuilder();
        var gap = false;
        foreach (var (size, name) in Groups)
        {
            var figures = (int)(yuan / size % 1_0000);
            if (figures == 0) gap = true;
            else
            {
                if (words.Length > 0 && (gap || figures < 1000)) words.Append('零');
                words.Append(UpTo9999(figures)).Append(name);
                gap = false;
            }
        }
        return words.ToString();
    }

    private static StringBuilder UpTo9999(int figures)
    {
        var words = new StringBuilder();
        var gap = false;
        foreach (var (size, name) in Places)
        {
            var digit = figures / size % 10;
            if (digit == 0) gap = true;
            else
            {
                if (words.Length > 0 && gap) words.Append('零');
                words.Append(Digits[digit]).Append(name);
                gap = false;
            }
        }
        return words;
    }
}
