using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Cases;

/// <summary>PIPL 51: an auditor reads everything masked, free texts included.</summary>
public class A_case_without_names
{
    private static readonly string[] Personal = ["李明月", "宏达机械", "陈国栋", "周律师", "220102199003070048", "13800000001", "0431-88690000", "人民大街1号", "赵工友", "13900001111", "6222021234567890123", "李女士"];

    private static readonly MediationCase Case = After(
        Registered with
        {
            Parties =
            [
                new(Worker, PartySide.Applicant, Li with { Name = "李明月" }) { Consent = new(true, Day("2026-06-08"), ByApplication: true), Agents = [new("g1", "周律师", AgentPowers.Special, Scan, "13900001111")] },
                new(Employer, PartySide.Respondent, Company with { Name = "长春市宏达机械有限公司", LegalRepresentative = "陈国栋" }),
            ],
            Claims = [new(1, "07.1", "请长春市宏达机械有限公司支付李明月工资", 12000m)],
            Facts = "李明月（220102199003070048，电话13800000001）在宏达机械工作，陈国栋答应支付，李女士住长春市南关区人民大街1号，工友赵工友可以作证。公司电话0431-88690000。",
        },
        new MembersImported([new(new("m1"), "赵工友", default, "13900001111", "李明月与赵工友的工资", 100m, null, null)]),
        new PartyConsented(Employer, Day("2026-06-09")), Accepted,
        Held with { Session = Held.Session with { Record = new([new("申请人 李明月", "宏达公司欠我两个月工资，打13900001111找周律师。"), new("r1", "李女士说的数额不对。")], ["李明月在宏达机械工作。"], SessionResult.AgreementReached), UnsignedReason = "陈国栋先行离开" }, Offers = [new("o1", "s1", Employer, "9000.00", "汇到6222021234567890123，由陈国栋办理", false)] },
        new EvidenceAdded(new("e1", Scan, "李明月的工资条", Worker, "证明宏达机械未足额支付", AddedOn: Day("2026-06-11"))));

    [Fact]
    public void Tells_no_name_number_or_address_in_any_text()
    {
        var nameless = NamelessCase.Of(Case);
        var parties = nameless.Parties.ConvertAll(p => p with { IdNumber = default, Phone = default, Address = default, CreditCode = default, BirthDate = default, Agents = [] });
        var shown = JsonSerializer.Serialize(nameless with { Parties = parties, Members = [] }, Wire.Json);
        // A company's own name is public and stays where it stands by itself.
        shown = shown.Replace("\"name\":\"长春市宏达机械有限公司\"", "", StringComparison.Ordinal);
        Assert.All(Personal, text => Assert.DoesNotContain(text, shown));
        Assert.Equal<Personal>(["李**", "周**", "赵**"], [nameless.Parties[0].Name, nameless.Parties[0].Agents[0].Name, nameless.Members[0].Name]);
        Assert.Equal("申请人与劳动者的工资", nameless.Members[0].Claim);
    }

    [Fact]
    public void Says_who_is_meant_by_the_part_they_have_in_it()
    {
        var nameless = NamelessCase.Of(Case);
        Assert.StartsWith("申请人（〔证件号码〕，电话〔电话〕）在被申请人工作，被申请人法定代表人答应支付", nameless.Facts.Value);
        Assert.Equal("申请人", nameless.Sessions[0].Record!.Statements[0].By);
        Assert.Equal("被申请人欠我两个月工资，打〔电话〕找申请人代理人。", nameless.Sessions[0].Record!.Statements[0].Text);
        Assert.Equal("申请人说的数额不对。", nameless.Sessions[0].Record!.Statements[1].Text);
        Assert.Equal("汇到〔账号〕，由被申请人法定代表人办理", nameless.Offers[0].Text);
        Assert.Equal("9000.00", nameless.Offers[0].Amount);
        Assert.Equal("申请人的工资条", nameless.Evidence[0].Title);
        Assert.Equal("请被申请人支付申请人工资", nameless.Claims[0].Text);
    }

    /// <summary>A contact is written with the post behind the name and was taken for a company; so was a name of more than four characters.</summary>
    [Fact]
    public void Hides_people_whose_names_are_long_or_have_a_post_behind_them()
    {
        var c = Case with
        {
            Parties = [Case.Parties[0] with { Name = "买买提吐尔逊江" }, Case.Parties[1] with { Contact = "崔子峰（人力资源经理）", LegalRepresentative = "阿卜杜拉·热合曼" }],
            Facts = "崔子峰让买买提吐尔逊江去找阿卜杜拉·热合曼。",
        };
        var nameless = NamelessCase.Of(c);
        Assert.Equal<Personal>(["买**", "崔**（人力资源经理）", "阿**"], [nameless.Parties[0].Name, nameless.Parties[1].Contact, nameless.Parties[1].LegalRepresentative]);
        Assert.Equal("被申请人联系人让申请人去找被申请人法定代表人。", nameless.Facts);
    }

    [Fact]
    public void Numbers_the_parties_of_a_side_that_has_several()
    {
        var two = Case with { Parties = Case.Parties.Add(new(new("a2"), PartySide.Applicant, Li with { Name = "李明星", IdNumber = default, Phone = default })), Facts = "李明月和李明星同日入职，李女士先离职。" };
        Assert.Equal("申请人1和申请人2同日入职，当事人先离职。", NamelessCase.Of(two).Facts);
    }

    [Fact]
    public void Is_otherwise_the_same_case()
    {
        var plain = JsonSerializer.Serialize(Case, Wire.Json);
        var back = JsonSerializer.Deserialize<MediationCase>(plain, Wire.Json)!;
        Assert.Equal(plain, JsonSerializer.Serialize(back, Wire.Json));
        var nameless = NamelessCase.Of(Case);
        Assert.Equal((Case.Stage, Case.Number, Case.Lead, Case.Claims[0].Amount, Case.Sessions.Count, Case.AllConsent), (nameless.Stage, nameless.Number, nameless.Lead, nameless.Claims[0].Amount, nameless.Sessions.Count, nameless.AllConsent));
    }

    [Fact]
    public void Of_a_destroyed_file_has_nothing_left_to_hide()
    {
        var gone = Case with { DestroyedFile = new(new("d1"), "清册1", Day("2036-06-15")) };
        Assert.Same(gone, NamelessCase.Of(gone));
    }
}
