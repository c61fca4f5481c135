using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MediationHub.Documents.Tests;

public class Making_a_paper
{
    public static TheoryData<PaperKind> Kinds => Samples.Kinds;

    /// <summary>The whole text of every paper stands under Golden/: a changed word of law is seen in review.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Says_what_its_golden_file_says(PaperKind kind)
    {
        var golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", PaperForm.Of(kind).Word + ".txt"));
        Assert.Equal(golden, PaperText.OfHtml(Papers.Renderer().Html(kind, Samples.Of(kind)).Text));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gives_the_same_bytes_and_hashes_each_time(PaperKind kind) =>
        Assert.Equal(Papers.Renderer().Html(kind, Samples.Of(kind)), Papers.Renderer().Html(kind, Samples.Of(kind)));

    [Theory, MemberData(nameof(Kinds))]
    public void Needs_no_other_file_and_no_other_host(PaperKind kind)
    {
        var html = Papers.Renderer().Html(kind, Samples.Of(kind)).Text;
        foreach (var pointer in new[] { "http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link" })
            Assert.DoesNotContain(pointer, html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Prints_page_numbers_and_the_model_survives_the_store(PaperKind kind)
    {
        Assert.Contains("\"第 \" counter(page) \" 页 共 \" counter(pages) \" 页\"", Papers.Renderer().Html(kind, Samples.Of(kind)).Text);

        // The names that the log keeps are in camel case; none may be that of the discriminator.
        var kept = JsonSerializer.Deserialize<PaperModel>(JsonSerializer.Serialize(Samples.Of(kind), JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;
        Assert.Equal(Papers.Renderer().Html(kind, Samples.Of(kind)).Hash, Papers.Renderer().Html(kind, kept).Hash);
    }

    /// <summary>A page of signatures alone could be put under another text.</summary>
    [Fact]
    public void Of_an_agreement_keeps_the_end_of_its_text_with_the_signatures_and_the_telephone_with_them()
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Papers.Renderer().Html(PaperKind.MediationAgreement, Samples.Of(PaperKind.MediationAgreement)).Text);
        var before = page.QuerySelector(".whole")!.PreviousElementSibling!;
        Assert.StartsWith("双方当事人已阅读本协议", before.TextContent);
        Assert.Contains("last", before.ClassList);
        Assert.Equal("contact", page.QuerySelector(".closing")!.NextElementSibling!.ClassName);
        Assert.Matches(@"\.contact \{[^}]*break-before: avoid", page.QuerySelector("style")!.TextContent);
        Assert.Matches(@"\.whole \{[^}]*break-inside: avoid", page.QuerySelector("style")!.TextContent);
        Assert.Matches(@"\.last \{[^}]*break-after: avoid", page.QuerySelector("style")!.TextContent);
    }

    [Theory]
    [InlineData("支付拖欠的工资12,000.00元", "支付拖欠的工资12,000.00元（大写：人民币壹万贰仟元整）")]
    [InlineData("支付拖欠的工资", "支付拖欠的工资（人民币12,000.00元，大写：人民币壹万贰仟元整）")]
    [InlineData("已付112,000.00元后的余款", "已付112,000.00元后的余款（人民币12,000.00元，大写：人民币壹万贰仟元整）")]
    public void Names_a_claims_sum_in_figures_once(string text, string said)
    {
        var agreement = (MediationAgreementPaper)Samples.Of(PaperKind.MediationAgreement) with
        {
            Claims = [new() { Text = text, Amount = new() { Figures = "12,000.00", Capitals = "壹万贰仟元整" } }],
        };
        Assert.Contains(PaperText.OfHtml(Papers.Renderer().Html(PaperKind.MediationAgreement, agreement).Text), line => line.Contains(said + "。"));
    }

    [Fact]
    public void Every_kind_has_a_form_whose_word_is_its_name_in_camel_case()
    {
        Assert.Equal(Enum.GetValues<PaperKind>(), PaperForm.All.Select(form => form.Kind));
        Assert.All(PaperForm.All, form => Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(form.Kind.ToString()), form.Word));
        Assert.All(PaperForm.All, form => Assert.Same(form, PaperForm.Of(form.Word)));
        Assert.Null(PaperForm.Of("no-such-paper"));
    }

    [Fact]
    public void A_name_that_is_markup_is_printed_as_written()
    {
        var html = Papers.Html(Samples.Agreement() with { Applicants = [Samples.Worker("<script>alert('x')</script>{{Organization}}")] });
        Assert.DoesNotContain("<script", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.Contains("申请人：<script>alert('x')</script>{{Organization}}，男", PaperText.OfHtml(html).Single(line => line.StartsWith("申请人：", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_model_of_another_paper_is_the_callers_error() =>
        Assert.Throws<ArgumentException>(() => Papers.Renderer().Html(PaperKind.Application, Samples.Agreement()));

    [Fact]
    public void Thirty_parties_and_sixty_terms_are_numbered_through()
    {
        var text = Papers.Text(Samples.Large());
        Assert.Contains("申请人（1）：工友01", text);
        Assert.Contains("申请人（30）：工友30", text);
        Assert.Contains("被申请人：松江市远航", text);
        Assert.Contains("\n60．被申请人向工友30支付", text);
        Assert.Contains("\n第60项\n", text);
        Assert.Contains("一式三十二份", text);
        Assert.DoesNotContain("一式三份", text);
    }
}

public class A_paper_that_lacks_something
{
    public static TheoryData<PaperKind> Kinds => Samples.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void Names_each_field_that_it_cannot_do_without(PaperKind kind)
    {
        var whole = JsonSerializer.Serialize(Samples.Of(kind), JsonSerializerOptions.Web);
        Assert.Empty(PaperFields.Missing(kind, JsonSerializer.Deserialize<PaperModel>(whole, JsonSerializerOptions.Web)!));
        var needed = Needed(kind, Samples.Of(kind), "", []).ToList();
        Assert.NotEmpty(needed);
        foreach (var (name, path) in needed)
        {
            var root = JsonNode.Parse(whole)!;
            var at = root;
            foreach (var step in path.SkipLast(1)) at = step is int i ? at![i] : at![(string)step];
            if (path[^1] is int last) at![last] = " ";
            else at![(string)path[^1]] = null;
            var without = root.Deserialize<PaperModel>(JsonSerializerOptions.Web)!;
            Assert.Equal([name], PaperFields.Missing(kind, without));
            Assert.Throws<MissingPaperFieldException>(() => Papers.Renderer().Html(kind, without));
        }
    }

    /// <summary>Every field of the sample that its paper needs, with the way to it.</summary>
    private static IEnumerable<(string Name, object[] Path)> Needed(PaperKind kind, object part, string owner, object[] way)
    {
        foreach (var property in part.GetType().GetProperties().Where(p => p.CanWrite))
        {
            if (property.GetCustomAttribute<PaperFieldAttribute>() is not { } field || property.GetValue(part) is not { } value) continue;
            var (name, here) = (owner + field.Name, (object[])[.. way, JsonNamingPolicy.CamelCase.ConvertName(property.Name)]);
            var items = value is string ? [] : value is IEnumerable list ? list.Cast<object>().ToArray() : null;
            if (items is { Length: 0 } && value is not string) continue;
            if (!field.Optional && !field.OptionalIn.Contains(kind) && (field.OnlyIn.Length == 0 || field.OnlyIn.Contains(kind))) yield return (name, here);
            if (items is null)
                foreach (var inner in Needed(kind, value, $"{name}的", here)) yield return inner;
            foreach (var (i, item) in (items ?? []).Index())
                if (item is string) yield return ($"{name}{i + 1}", [.. here, i]);
                else
                    foreach (var inner in Needed(kind, item, $"{name}{i + 1}的", [.. here, i])) yield return inner;
        }
    }

    [Fact]
    public void Is_not_made_and_all_that_is_missing_is_named()
    {
        var model = Samples.Agreement() with
        {
            CaseNumber = " ",
            Applicants = [Samples.Worker() with { IdNumber = null }],
            Terms = [Samples.Agreement().Terms[0], Samples.Agreement().Terms[1] with { Period = "" }],
            Mediators = [],
        };
        var refusal = Assert.Throws<MissingPaperFieldException>(() => Papers.Renderer().Html(PaperKind.MediationAgreement, model));
        Assert.Equal(["案号", "申请人1的证件号码", "调解员", "协议条款2的履行期限"], refusal.Fields);
        Assert.Equal("调解协议书缺少：案号、申请人1的证件号码、调解员、协议条款2的履行期限", refusal.Message);
    }

    [Fact]
    public void An_application_does_without_what_the_applicant_may_not_know()
    {
        var model = Samples.Application() with
        {
            Respondents = [Samples.Employer() with { CreditCode = null, LegalRepresentative = null, Post = null, Address = null, Phone = null }],
            Evidence = [],
        };
        Assert.Empty(PaperFields.Missing(PaperKind.Application, model));
        var text = Papers.Text(model);
        Assert.Contains("\n被申请人：松江市远航机械制造有限公司。\n", text);
        Assert.Contains("申请时未提交证据材料", text);
    }

    [Fact]
    public void An_agreement_needs_the_employers_code_and_names_its_representative_where_known()
    {
        var unnamed = Samples.Agreement() with { Respondents = [Samples.Employer() with { CreditCode = null, LegalRepresentative = null }] };
        Assert.Equal(["被申请人1的统一社会信用代码"], PaperFields.Missing(PaperKind.MediationAgreement, unnamed));
        Assert.DoesNotContain("法定代表人：", Papers.Text(Samples.Agreement() with { Respondents = [Samples.Employer() with { LegalRepresentative = null }] }));
    }

    [Fact]
    public void A_sum_needs_both_its_forms() =>
        Assert.Equal(["调解请求1的金额的大写金额"], PaperFields.Missing(PaperKind.Application,
            Samples.Application() with { Claims = [new ClaimText { Text = "支付工资", Amount = new AmountText { Figures = "1.00" } }] }));

    [Fact]
    public void A_notice_that_closes_one_way_must_name_another() =>
        Assert.Equal(["其他救济途径的具体途径"], PaperFields.Missing(PaperKind.NonAcceptanceNotice,
            Samples.NonAcceptanceNotice() with { Routes = new RoutesText { Arbitration = false, Others = [] } }));

    [Fact]
    public void A_blank_line_in_a_list_is_missing_too() =>
        Assert.Equal(["终止调解的原因2"], PaperFields.Missing(PaperKind.TerminationNotice, Samples.TerminationNotice() with { Reasons = ["有", " "] }));
}

public class What_a_paper_says
{
    [Fact]
    public void An_agreement_has_its_sums_in_figures_and_capitals()
    {
        var text = Papers.Text(Samples.Agreement());
        Assert.Contains("人民币18,600.00元，大写：人民币壹万捌仟陆佰元整", text);
        Assert.Contains("人民币12,400.50元（大写：人民币壹万贰仟肆佰元伍角）", text);
        Assert.Contains("\n9,300.00\n玖仟叁佰元整\n", text);
    }

    [Fact]
    public void An_agreement_without_liability_of_its_own_invents_none() =>
        Assert.Contains("\n五、违约责任\n双方当事人未另行约定违约责任。一方当事人不履行本协议的，依照法律规定承担责任。\n", Papers.Text(Samples.Agreement() with { Liability = [] }));

    [Fact]
    public void An_agreement_that_confirms_employment_offers_no_review()
    {
        var text = Papers.Text(Samples.Agreement() with { ReviewOpen = false });
        Assert.Contains("本协议涉及确认劳动关系，仲裁委员会对其仲裁审查申请不予受理", text);
        Assert.DoesNotContain("十五日内", text);
        Assert.Contains("三十日内", text);
    }

    [Fact]
    public void A_record_leaves_offers_out_until_they_are_released()
    {
        Assert.Contains("不得作为不利证据", Papers.Text(Samples.SessionRecord()));
        var text = Papers.Text(Samples.SessionRecord() with { ReleasedOffers = [] });
        Assert.DoesNotContain("调解中提出的方案", text);
        Assert.DoesNotContain("不得作为不利证据", text);
        Assert.Contains("\n六、调解结果\n双方当事人就工资", text);
    }

    [Fact]
    public void A_record_is_signed_at_the_foot_of_every_page()
    {
        var html = Papers.Html(Samples.SessionRecord());
        Assert.Contains("content: \"申请人：＿＿＿＿　被申请人：＿＿＿＿　调解员：＿＿＿＿　记录人：＿＿＿＿\\a 第 \"", html);
        Assert.DoesNotContain("white-space: pre", Papers.Html(Samples.Agreement()));
    }

    [Fact]
    public void Only_the_first_line_of_a_statement_names_its_speaker()
    {
        var text = Papers.Text(Samples.SessionRecord());
        Assert.Contains("\n申请人周明远：我要求支付7月到9月的工资18,600元和经济补偿。\n公司从7月起没有发过工资，", text);
    }

    [Fact]
    public void An_entrusted_case_has_the_tribunals_clock()
    {
        var text = Papers.Text(Samples.AcceptanceNotice() with { EntrustedBy = "松江市劳动人事争议仲裁委员会", ReleaseOn = "2026年11月11日" });
        Assert.Contains("自当事人同意之日起十日内（按工作日计算）未达成调解协议的，仲裁庭应当开庭审理", text);
        Assert.Contains("由松江市劳动人事争议仲裁委员会委托本组织调解，本组织于2026年10月26日收到委托。", text);
        Assert.Contains("不愿调解、调解不成的，由仲裁庭依法审理。", text);
        Assert.DoesNotContain("十五日", text);
    }

    [Fact]
    public void A_case_that_the_organization_offered_to_mediate_has_no_application()
    {
        var text = Papers.Text(Samples.AcceptanceNotice() with { ReceivedOn = null });
        Assert.Contains("本组织提出调解。双方当事人均同意调解", text);
        Assert.Contains("本组织的调解期限至2026年11月10日届满。", text);
        Assert.DoesNotContain("收到", text);
        Assert.DoesNotContain("收到", Papers.Text(Samples.TerminationNotice() with { ReceivedOn = null }));
    }

    [Fact]
    public void A_notice_names_only_the_ways_that_are_open()
    {
        var text = Papers.Text(Samples.NonAcceptanceNotice() with { Routes = new RoutesText { Arbitration = false, Others = ["当事人可以依法向人民法院提起诉讼。"] } });
        Assert.Contains("当事人可以依法向人民法院提起诉讼。", text);
        Assert.DoesNotContain("时效期间", text);
        Assert.DoesNotContain("工资欠条", text);
        Assert.DoesNotContain("投诉", text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void Every_signature_has_its_line_in_order(int count)
    {
        var names = Enumerable.Range(1, count).Select(n => $"调解员　某{n}（签名）：").ToArray();
        var model = Samples.TerminationNotice() with { Signatures = [.. Enumerable.Range(1, count).Select(n => new SignatureText { Role = "调解员", Name = $"某{n}", Manner = "签名" })] };
        Assert.Equal(names, PaperText.OfHtml(Papers.Html(model)).Where(line => line.StartsWith("调解员　", StringComparison.Ordinal)));
        Assert.Equal(names, PaperText.OfDocx(DocxWriter.FromHtml(Papers.Html(model))).Where(line => line.StartsWith("调解员　", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_letter_says_the_terms_of_the_agreement_word_for_word_and_is_signed_for_by_all()
    {
        var text = Papers.Text(Samples.MediationLetter());
        foreach (var (i, term) in Samples.MediationLetter().Terms.Index()) Assert.Contains($"\n{i + 1}．{term}\n", text);
        Assert.Contains("本调解书经双方当事人签收后，发生法律效力", text);
        Assert.Contains("\n仲裁员　顾怀民（签名）：\n", text);
        Assert.Contains("\n周明远\n年　　月　　日\n松江市远航机械制造有限公司\n年　　月　　日", text);
    }

    [Fact]
    public void A_joint_application_names_both_sides_as_applicants()
    {
        var text = Papers.Text(Samples.ReviewApplication());
        Assert.Contains("\n申请人（调解申请人）：周明远，男", text);
        Assert.Contains("\n申请人（调解被申请人）：松江市远航机械制造有限公司", text);
        Assert.DoesNotContain("\n被申请人", text.Replace("\n被申请人　松江", ""));
    }

    [Fact]
    public void What_is_not_accepted_offers_the_court_only_while_that_is_open()
    {
        Assert.Contains("共同向有管辖权的人民法院申请司法确认", Papers.Text(Samples.ReviewNonAcceptance()));
        var text = Papers.Text(Samples.ReviewNonAcceptance() with { ConfirmUntil = null });
        Assert.DoesNotContain("司法确认", text);
        Assert.Contains("\n2．属于劳动人事争议仲裁受理范围的事项", text);
    }

    [Theory]
    [InlineData(true, false, false, "周明远撤回仲裁审查申请", "第七十六条")]
    [InlineData(false, true, false, "拒绝签收", "不发生法律效力")]
    [InlineData(false, false, true, "不予制作调解书", "第七十九条")]
    public void A_review_that_ends_says_why(bool withdrawn, bool unsigned, bool refused, string why, string what)
    {
        var text = Papers.Text(Samples.ReviewTermination() with { WithdrawnBy = withdrawn ? "申请人周明远" : null, UnsignedBy = unsigned ? "被申请人某公司" : null, Refused = refused });
        Assert.Contains(why, text);
        Assert.Contains(what, text);
        Assert.Equal(["终止审查的原因"], PaperFields.Missing(PaperKind.ReviewTermination, Samples.ReviewTermination() with { WithdrawnBy = null }));
    }

    [Fact]
    public void An_extension_is_a_form_to_approve_and_after_the_approval_says_who_did()
    {
        Assert.Contains("□同意延长至2026年11月24日", Papers.Text(Samples.ReviewExtension()));
        var text = Papers.Text(Samples.ReviewExtension() with { ApprovedOn = "2026年11月17日", Approver = "陆明" });
        Assert.Contains("同意延长至2026年11月24日。", text);
        Assert.Contains("陆明", text);
        Assert.DoesNotContain("□", text);
    }

    [Fact]
    public void A_result_without_an_agreement_sends_the_dispute_to_the_hearing_and_says_no_reason()
    {
        var text = Papers.Text(Samples.EntrustmentResult() with { Result = "经调解，双方当事人未达成调解协议。", Succeeded = false, EffectiveOn = null, Terms = [], UndisputedFacts = [], Evidence = [], Addresses = [] });
        Assert.Contains("请贵委依法开庭审理", text);
        Assert.Contains("没有双方当事人共同确认的无争议事实。", text);
        Assert.Contains("依法保密，不随函移送", text);
        Assert.DoesNotContain("撤回仲裁申请", text);
    }

    [Fact]
    public void A_recommendation_names_the_last_day_once_it_was_delivered()
    {
        Assert.DoesNotContain("（至", Papers.Text(Samples.RecommendationLetter()));
        var text = Papers.Text(Samples.RecommendationLetter() with { ReplyDueOn = "2026年11月13日" });
        Assert.Contains("三个工作日内（至2026年11月13日）", text);
        Assert.Contains("暂缓的期限不超过十五日", text);
        Assert.Contains("□2．松江市总工会劳动争议调解中心", text);
    }

    [Fact]
    public void A_payment_order_is_applied_for_in_figures_and_capitals() =>
        Assert.Contains("给付人民币16,600.00元（大写：人民币壹万陆仟陆佰元整）", Papers.Text(Samples.PaymentOrderApplication()));
}
