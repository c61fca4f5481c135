using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Tests.Parties;

public class An_identity_number
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("11010519491231002X")] // the standard's own example
    [InlineData("220102199003070048")]
    [InlineData("11010519491231002x")]
    [InlineData("２２０１０２１９９００３０７００４８")]
    [InlineData(" 220102 19900307 0048 ")]
    public void is_taken_when_its_check_character_fits(string number) => Assert.Null(ResidentId.Check(number, Today));

    [Fact]
    public void is_refused_with_any_other_check_character()
    {
        Assert.All("012345679X", wrong => Assert.Contains("校验位", ResidentId.Check("22010219900307004" + wrong, Today)!.Chinese));
        Assert.All("0123456789", wrong => Assert.Contains("校验位", ResidentId.Check("11010519491231002" + wrong, Today)!.Chinese));
    }

    [Theory]
    [InlineData("", "18位")]
    [InlineData("110105491231002", "18位")]
    [InlineData("1101051949123100AX", "应为数字")]
    [InlineData("11010519491231002Y", "末位")]
    [InlineData("220102199002300048", "不存在")]
    [InlineData("220102209003070048", "晚于今天")]
    public void is_refused_with_a_sentence_that_says_why(string number, string why) => Assert.Contains(why, ResidentId.Check(number, Today)!.Chinese);

    [Fact]
    public void of_someone_born_today_is_taken()
    {
        var newborn = "22010220260302001";
        Assert.Null(ResidentId.Check(newborn + ResidentIdCheck(newborn), Today));
        Assert.Contains("晚于今天", ResidentId.Check(newborn + ResidentIdCheck(newborn), Today.AddDays(-1))!.Chinese);
    }

    [Fact]
    public void tells_birth_date_and_sex()
    {
        Assert.Equal(new DateOnly(1990, 3, 7), ResidentId.BornOn("220102199003070048"));
        Assert.Equal(Sex.Female, ResidentId.SexOf("220102199003070048"));
        Assert.Equal(Sex.Male, ResidentId.SexOf("220102199003070013"));
        Assert.Null(ResidentId.BornOn("2201"));
        Assert.Null(ResidentId.SexOf(null));
    }

    [Fact]
    public void may_have_a_region_prefix_that_nobody_knows()
    {
        var strange = "99999919900307004";
        Assert.Null(ResidentId.Check(strange + ResidentIdCheck(strange), Today));
    }

    /// <summary>The standard's other form: the weights are powers of two, the whole is 1 modulo 11.</summary>
    internal static char ResidentIdCheck(string first17)
    {
        var sum = first17.Select((c, i) => (c - '0') * (1 << (17 - i))).Sum() % 11;
        var check = (12 - sum) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }
}

public class A_credit_code
{
    [Theory]
    [InlineData("91350100M000100Y43")] // the standard's own example
    [InlineData("91220101MA00000013")]
    [InlineData("９１３５０１００m０００１００y４３")]
    public void is_taken_when_its_check_character_fits(string code) => Assert.Null(CreditCode.Check(code));

    [Fact]
    public void is_refused_with_any_other_check_character() =>
        Assert.All("012456789ABCDEFGHJKLMNPQRTUWXY", wrong => Assert.Contains("校验位", CreditCode.Check("91350100M000100Y4" + wrong)!.Chinese));

    [Theory]
    [InlineData("", "18位")]
    [InlineData("91350100M000100Y4", "18位")]
    [InlineData("91350100I000100Y43", "“I”")]
    [InlineData("91350100M000100Y4-", "“-”")]
    public void is_refused_with_a_sentence_that_says_why(string code, string why) => Assert.Contains(why, CreditCode.Check(code)!.Chinese);
}

public class A_telephone_number
{
    [Theory]
    [InlineData("13800000000", "13800000000")]
    [InlineData("138 0000 0000", "13800000000")]
    [InlineData("１３８００００００００", "13800000000")]
    [InlineData("+86 138-0000-0000", "13800000000")]
    [InlineData("0431-88690000", "0431-88690000")]
    [InlineData("043188690000", "0431-88690000")]
    [InlineData("（0431）88690000", "0431-88690000")]
    [InlineData("0431—88690000-123", "0431-88690000-123")]
    [InlineData("010-65001234", "010-65001234")]
    [InlineData("+86 431 88690000", "0431-88690000")]
    [InlineData("0898-6523456", "0898-6523456")]
    public void is_kept_in_one_form(string entered, string kept)
    {
        Assert.Null(Phone.Check(entered));
        Assert.Equal(kept, Phone.Normalize(entered));
        Assert.Equal(kept, Phone.Normalize(kept));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12800000000")]
    [InlineData("1380000000")]
    [InlineData("138000000000")]
    [InlineData("88690000")]
    [InlineData("0431-12345678")]
    [InlineData("13８x0000000")]
    [InlineData("010-6500123")]
    public void is_refused_when_nobody_could_be_reached_by_it(string entered) => Assert.Contains("区号", Phone.Check(entered)!.Chinese);
}

public class An_identity_document
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(IdType.ResidentId, "11010519491231002X", "110105194912310021")]
    [InlineData(IdType.HkMacaoTravelPermit, "H12345678", "A12345678")]
    [InlineData(IdType.HkMacaoTravelPermit, "M1234567801", "H1234567")]
    [InlineData(IdType.TaiwanTravelPermit, "12345678", "1234567")]
    [InlineData(IdType.TaiwanTravelPermit, "0123456701(B)", "0123456701BB")]
    [InlineData(IdType.ForeignPermanentResidentId, "USA110078031234", "US1110078031234")]
    [InlineData(IdType.ForeignPermanentResidentId, "usa110078031234", "USA11007803123")]
    [InlineData(IdType.Passport, "E12345678", "PASSPORT")]
    [InlineData(IdType.Passport, "Ｅ１２３４５６７８", "E1-34")]
    [InlineData(IdType.Other, "军字第1234567号", "")]
    public void is_checked_by_its_kind(IdType type, string right, string wrong)
    {
        Assert.Null(IdDocument.Check(type, right, Today));
        Assert.NotNull(IdDocument.Check(type, wrong, Today));
    }

    [Theory]
    [InlineData(IdType.HkMacaoResidencePermit, "81000019900307001", true)]
    [InlineData(IdType.HkMacaoResidencePermit, "82000019900307001", true)]
    [InlineData(IdType.HkMacaoResidencePermit, "83000019900307001", false)]
    [InlineData(IdType.TaiwanResidencePermit, "83000019900307001", true)]
    [InlineData(IdType.TaiwanResidencePermit, "81000019900307001", false)]
    [InlineData(IdType.ForeignPermanentResidentId, "91184019900307001", true)]
    [InlineData(IdType.ForeignPermanentResidentId, "81184019900307001", false)]
    public void of_eighteen_characters_has_its_own_beginning_and_the_common_check(IdType type, string first17, bool taken)
    {
        var check = An_identity_number.ResidentIdCheck(first17);

        Assert.Equal(taken, IdDocument.Check(type, first17 + check, Today) is null);
        Assert.NotNull(IdDocument.Check(type, first17 + (check == '1' ? '2' : '1'), Today));
    }
}

public class A_masked_field
{
    [Fact]
    public void of_an_identity_number_keeps_four_and_two() => Assert.Equal("2201************48", Mask.IdNumber("220102199003070048"));

    [Fact]
    public void of_a_short_document_keeps_its_ends() => Assert.Equal("H*******8", Mask.IdNumber("H12345678"));

    [Theory]
    [InlineData("13800000000", "138****0000")]
    [InlineData("0431-88690012", "0431-******12")]
    [InlineData("１３８０００００００１", "138****0001")]
    public void of_a_telephone_keeps_its_ends(string phone, string masked) => Assert.Equal(masked, Mask.Phone(phone));

    [Fact]
    public void of_a_bank_account_that_names_its_holder_hides_the_number_alone()
    {
        Assert.Equal("户名李树东，账号6222***********0123", Mask.BankAccount("户名李树东，账号6222021234567890123"));
        Assert.Equal("李树东 中国工商银行长春分行 6222***********0123", Mask.BankAccount(" 李树东 中国工商银行长春分行 6222 0212 3456 7890 123"));
        Assert.Equal("支付宝*********00", Mask.BankAccount("支付宝13800000000"));
        Assert.Equal("6222021234567890123", Mask.AccountNumber("户名李树东，账号6222021234567890123"));
    }

    [Fact]
    public void of_a_bank_account_keeps_the_bank_and_four() => Assert.Equal("6222***********0123", Mask.BankAccount("6222 0212 3456 7890 123"));

    [Theory]
    [InlineData("吉林省长春市南关区人民大街1号", "吉林省长春市南关区****")]
    [InlineData("长春市农安县农安镇宝塔街2号", "长春市农安县****")]
    [InlineData("吉林省延边朝鲜族自治州延吉市公园路3号", "吉林省延边朝鲜族自治州延吉市****")]
    [InlineData("北京市朝阳区建国路4号", "北京市朝阳区****")]
    [InlineData("内蒙古自治区呼和浩特市新城区中山路5号", "内蒙古自治区呼和浩特市新城区****")]
    [InlineData("海南省洋浦经济开发区中港路", "海南省洋浦经济开发区****")]
    [InlineData("人民大街6号阳光小区3栋", "****")]
    [InlineData("阳光小区3栋2单元", "****")]
    [InlineData("长春市南关区", "长春市南关区")]
    public void of_an_address_keeps_the_district(string address, string masked) => Assert.Equal(masked, Mask.Address(address));

    [Fact]
    public void never_shows_a_short_value_whole() =>
        Assert.All((string[])["1", "12", "123", "1234", "12345", "123456789"], text => Assert.All((string[])[Mask.IdNumber(text), Mask.BankAccount(text), Mask.Phone(text)], masked =>
        {
            Assert.Equal(text.Length, masked.Length);
            Assert.True(masked.Count(c => c == '*') * 2 >= masked.Length);
        }));

    [Fact]
    public void that_is_empty_stays_empty() => Assert.All((string?[])[null, "", " "], text => Assert.Equal(("", "", "", ""), (Mask.IdNumber(text), Mask.Phone(text), Mask.BankAccount(text), Mask.Address(text))));
}
