using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Tests.Kernel;

public class An_amount
{
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(0.05, "伍分")]
    [InlineData(0.50, "伍角整")]
    [InlineData(0.55, "伍角伍分")]
    [InlineData(1, "壹元整")]
    [InlineData(1.05, "壹元零伍分")]
    [InlineData(1.50, "壹元伍角整")]
    [InlineData(10, "壹拾元整")]
    [InlineData(101, "壹佰零壹元整")]
    [InlineData(110, "壹佰壹拾元整")]
    [InlineData(1001, "壹仟零壹元整")]
    [InlineData(1010, "壹仟零壹拾元整")]
    [InlineData(1409.50, "壹仟肆佰零玖元伍角整")]  // the four examples of the payment rules
    [InlineData(6007.14, "陆仟零柒元壹角肆分")]
    [InlineData(1680.32, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(16409.02, "壹万陆仟肆佰零玖元零贰分")]
    [InlineData(107000.53, "壹拾万柒仟元伍角叁分")]
    [InlineData(12000, "壹万贰仟元整")]
    [InlineData(10000, "壹万元整")]
    [InlineData(10001, "壹万零壹元整")]
    [InlineData(100010, "壹拾万零壹拾元整")]
    [InlineData(1010000, "壹佰零壹万元整")]
    [InlineData(20000000, "贰仟万元整")]
    [InlineData(100000000, "壹亿元整")]
    [InlineData(100000001, "壹亿零壹元整")]
    [InlineData(100001000, "壹亿零壹仟元整")]
    [InlineData(100010000, "壹亿零壹万元整")]
    [InlineData(110000000, "壹亿壹仟万元整")]
    [InlineData(1000000010, "壹拾亿零壹拾元整")]
    [InlineData(1001001001, "壹拾亿零壹佰万壹仟零壹元整")]
    [InlineData(9999999999.99, "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    public void is_written_in_words_as_bills_ask(double amount, string words) => Assert.Equal(words, ChineseAmount.Of((decimal)amount));

    [Fact]
    public void in_words_reads_back_as_the_same_amount()
    {
        for (var fen = 0L; fen <= 999_999_999_999; fen += fen / 97 + 1)
            if (Read(ChineseAmount.Of(fen / 100m)) != fen) Assert.Fail($"{fen / 100m} → {ChineseAmount.Of(fen / 100m)}");
    }

    [Fact]
    public void never_has_two_zeros_together_in_words()
    {
        for (var fen = 0L; fen <= 999_999_999_999; fen += fen / 97 + 1) Assert.DoesNotContain("零零", ChineseAmount.Of(fen / 100m));
    }

    [Theory]
    [InlineData(12000, "12,000.00")]
    [InlineData(0, "0.00")]
    [InlineData(0.5, "0.50")]
    [InlineData(9999999999.99, "9,999,999,999.99")]
    public void is_written_in_figures_with_thousands_apart(double amount, string figures) => Assert.Equal(figures, Money.Format((decimal)amount));

    [Theory]
    [InlineData("-0.01", "负数")]
    [InlineData("0.001", "两位小数")]
    [InlineData("10000000000", "最多为9,999,999,999.99元")]
    public void is_refused_outside_what_money_can_be(string amount, string why)
    {
        Assert.Contains(why, Money.Check(decimal.Parse(amount))!.Chinese);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChineseAmount.Of(decimal.Parse(amount)));
    }

    [Fact]
    public void may_have_zeros_after_its_cents() => Assert.Null(Money.Check(1.5000m));

    /// <summary>Fen from words: 零 and 整 say nothing to a reader who knows the places.</summary>
    private static long Read(string words)
    {
        var (fen, group, digit) = (0L, 0L, 0L);
        foreach (var c in words)
        {
            if ("零壹贰叁肆伍陆柒捌玖".IndexOf(c) is var figure and >= 0) digit = figure;
            else if ("拾佰仟".IndexOf(c) is var place and >= 0) (group, digit) = (group + digit * (long)Math.Pow(10, place + 1), 0);
            else if (c is '万' or '亿' or '元') (fen, group, digit) = (fen + (group + digit) * (c switch { '亿' => 1_0000_0000L, '万' => 1_0000L, _ => 1L }) * 100, 0, 0);
            else if (c is '角' or '分') (fen, digit) = (fen + digit * (c == '角' ? 10 : 1), 0);
        }
        return fen;
    }
}

public class Free_text
{
    [Theory]
    [InlineData("支付2026年8月至9月工资")]
    [InlineData("第一行\r\n第二行\t列")]
    [InlineData("生僻字𠮷也可以😀")]
    [InlineData("")]
    [InlineData(null)]
    public void is_taken_as_people_write_it(string? text) => Assert.Null(TextRules.Check(text, 100));

    [Theory]
    [InlineData("a\0b", "控制字符")]
    [InlineData("a\u001bb", "控制字符")]
    [InlineData("a\u0085b", "控制字符")]
    public void is_refused_with_characters_that_nobody_sees(string text, string why) => Assert.Contains(why, TextRules.Check(text, 100)!.Chinese);

    [Fact]
    public void is_refused_with_half_a_character() => // built here: an attribute cannot hold one
        Assert.All((char[])['\ud83d', '\udc00'], half => Assert.Contains("损坏", TextRules.Check($"a{half}b", 100)!.Chinese));

    [Fact]
    public void is_measured_in_characters_after_trimming()
    {
        Assert.Null(TextRules.Check("  𠮷𠮷𠮷  ", 3));
        Assert.Equal("最多3个字，现有4个字。", TextRules.Check("一二三四", 3)!.Chinese);
    }

    [Fact]
    public void is_kept_with_plain_line_ends_and_no_space_around_it() => Assert.Equal("一\n二", TextRules.Clean("  一\r\n二\r\n "));

    [Fact]
    public void in_a_code_is_half_width_upper_case_without_spaces() => Assert.Equal("AB-12(3)", TextRules.Code("　ａｂ－１２ （３）"));

    [Fact]
    public void that_is_wrong_stands_under_its_field()
    {
        var problems = new Problems();
        problems.Add("facts", TextRules.Check("一二三四", 3));
        problems.Add("name", TextRules.Check("李某", 3));

        Assert.Equal(["facts"], problems.ToRefusal()!.Fields!.Keys);
    }
}
