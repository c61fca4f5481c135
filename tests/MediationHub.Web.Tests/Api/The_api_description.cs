using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MediationHub.Web.Api;
using MediationHub.Web.Tests.Bridge;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediationHub.Web.Tests.Api;

public class The_api_description(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>Every path that the contract names, with the commands of each resource.</summary>
    private static readonly Dictionary<string, string> Contract = new()
    {
        ["cases"] = "ask-consent record-consent accept reject correct change-claims add-party remove-party appoint-agent choose-representatives import-members add-evidence assign-mediator request-recusal decide-recusal schedule-session move-session cancel-session hold-session release-offer extend draft-agreement sign-agreement seal-agreement close withdraw transfer accept-transfer decline-transfer split merge record-payment record-performance confirm-receipt follow-up mark-default start-remedy record-service archive request-reopen approve-reopen reveal papers",
        ["organizations"] = "submit file return refuse activate order-rectification suspend resume deregister change-profile",
        ["mediators"] = "certify appoint renew suspend dismiss record-training assess",
        ["users"] = "lock unlock reset-password set-roles",
        ["reviews"] = "join accept decline assign record-inquiry extend approve return make-letter refuse withdraw record-service",
        ["entrustments"] = "record-consent entrust accept decline return-result record-disposition correct-disposition",
        ["recommendations"] = "deliver record-reply resume",
    };

    private static readonly string[] Queries =
    [
        "me", "organizations/{id}/success-rate", "organizations/{id}/success-rate/cases", "cases/{id}/timeline", "cases/{id}/papers", "papers/{id}.html", "papers/{id}.docx", "papers/{id}.pdf", "files/{id}",
        "deadlines/explain", "workbench", "rankings", "campaigns", "campaigns/{id}", "campaigns/{campaign}/nominations", "calendars/{year}", "commissions", "commissions/{id}",
        .. Contract.Keys.SelectMany(r => new[] { r, $"{r}/{{id}}" }),
    ];

    [Fact]
    public async Task Lists_every_endpoint_with_its_body_and_needs_no_sign_in()
    {
        var document = await Document();
        var paths = document["paths"]!.AsObject();
        var endpoints = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<OperationName>() is not null).ToList();
        Assert.All(endpoints, e => Assert.True(paths.ContainsKey(e.RoutePattern.RawText!), e.RoutePattern.RawText));
        var accept = paths["/api/v1/cases/{id}/accept"]!["post"]!;
        Assert.StartsWith("Accept a registered dispute", accept["summary"]!.GetValue<string>());
        Assert.Contains(accept["parameters"]!.AsArray(), p => p!["name"]!.GetValue<string>() == "If-Match");
        Assert.Equal("string", document["components"]!["schemas"]!["NewCase"]!["properties"]!["disputeType"]!["type"]!.GetValue<string>());
        Assert.NotNull(paths["/api/v1/cases"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!["claims"]);
    }

    [Fact]
    public async Task Names_every_path_of_the_contract_with_what_it_takes_and_answers()
    {
        var paths = (await Document())["paths"]!.AsObject();
        foreach (var (resource, commands) in Contract)
        {
            foreach (var command in commands.Split(' ')) Described("post", $"{resource}/{{id}}/{command}");
            Described("post", resource);
        }
        foreach (var path in Queries) Described("get", path);
        Described("post", "tokens");
        Described("post", "files");
        Described("put", "calendars/{year}");

        void Described(string verb, string path)
        {
            Assert.True(paths[$"/api/v1/{path}"]?[verb] is not null, $"{verb} {path}");
            var operation = paths[$"/api/v1/{path}"]![verb]!;
            var answer = operation["responses"]!.AsObject().First(r => r.Key[0] == '2').Value!;
            Assert.True(answer["content"]?.AsObject().All(c => c.Value!["schema"] is not null) is true, $"{verb} {path}: nothing is said of the answer");
        }
    }

    [Fact]
    public async Task Says_of_every_operation_what_it_does_and_how_it_refuses()
    {
        var document = await Document();
        var anonymous = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.RoutePattern.RawText).ToHashSet();
        foreach (var (path, verbs) in document["paths"]!.AsObject())
            foreach (var (verb, operation) in verbs!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty(operation!["summary"]?.GetValue<string>()), $"{verb} {path} ({operation["operationId"]}) says nothing");
                var refusals = operation["responses"]!.AsObject();
                Assert.True(refusals.ContainsKey("401") != anonymous.Contains(path), $"{verb} {path}: {string.Join(" ", refusals.Select(r => r.Key))}");
                foreach (var (_, refusal) in refusals.Where(r => r.Key[0] == '4')) Assert.Equal("#/components/schemas/Problem", refusal!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>());
            }
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!.GetValue<string>());
        Assert.NotEmpty(document["security"]!.AsArray());
        Assert.True(document["paths"]!["/api/v1/cases/{id}/accept"]!["post"]!["responses"] is JsonObject accepting && new[] { "400", "401", "403", "404", "409", "412", "422", "428" }.All(accepting.ContainsKey));
    }

    [Fact]
    public async Task Has_the_words_of_the_contract_and_no_null_among_them()
    {
        var document = await Document();
        var schemas = document["components"]!["schemas"]!;
        foreach (var (name, words) in new Dictionary<string, string>
        {
            ["CaseStage"] = "registered consentPending notAccepted accepted inMediation agreementDrafted agreementEffective closed transferred archived",
            ["Outcome"] = "agreed agreedOral settledWithdrawn partial noAgreement expired stopped absent withdrawn notAccepted respondentRefused transferred terminated void",
            ["CaseSource"] = "partyApplication ownInitiative commissionEntrusted commissionRecommended courtAssigned courtEntrusted petitionTransfer unionTransfer onlinePlatform",
            ["ApplicationForm"] = "written oral online",
            ["PartyKind"] = "person employer",
            ["PartySide"] = "applicant respondent",
            ["IdType"] = "residentId hkMacaoResidencePermit hkMacaoTravelPermit taiwanResidencePermit taiwanTravelPermit foreignPermanentResidentId passport other",
            ["AgentPowers"] = "general special",
            ["MediatorRole"] = "lead assisting",
            ["SessionMode"] = "onSite online phone",
            ["SessionResult"] = "continues agreementReached noAgreement adjourned",
            ["RejectGround"] = "outOfScope applicantRefused alreadyDecided pendingInArbitration duplicate notCompetent other",
            ["FailureCode"] = "positionsApart partyWithdrew partyAbsent partyNotReachable evidenceDisputed employerInsolvent timeExpired other",
            ["TermKind"] = "payment documentHandover contractAct socialInsurance apology other",
            ["ServiceMethod"] = "direct leftWithWitness post electronic entrusted posting publicNotice",
            ["ServiceResult"] = "received signed refused notReached returned",
            ["RemedyKind"] = "arbitration paymentOrder directSuit enforcement labourInspection",
            ["OrganizationType"] = "enterpriseCommittee institutionCommittee townshipCenter peoplesMediation industry regional chamber union legalService arbitrationCenter jointCenter socialOrganization other",
            ["OrganizationStatus"] = "draft submitted returned refused filed active rectifying suspended deregistered",
            ["AgreementStatus"] = "drafted effective inReview confirmed returned superseded invalidated courtConfirmed",
            ["ReviewStage"] = "applied filed accepted notAccepted underReview letterMade inForce refused withdrawn endedUnsigned",
            ["EntrustmentStage"] = "proposed consented entrusted acceptedByOrganization declined succeeded failed expired returned",
            ["RecommendationStage"] = "issued delivered agreed declined noReply settled resumed",
            ["DeadlineStatus"] = "running met missed superseded",
            ["Light"] = "green amber red overdue",
        })
        {
            Assert.True(schemas[name]?["enum"] is not null, name);
            Assert.Equal((name, string.Join(' ', words.Split(' ').Order())), (name, string.Join(' ', schemas[name]!["enum"]!.AsArray().Select(w => w?.GetValue<string>() ?? "null").Order())));
        }
        Assert.Contains("inMediation", document["paths"]!["/api/v1/cases"]!["get"]!["parameters"]!.AsArray().First(p => p!["name"]!.GetValue<string>() == "stage")!["schema"]!["enum"]!.AsArray().Select(w => w!.GetValue<string>()));
    }

    [Fact]
    public async Task Says_of_every_operation_what_it_answers()
    {
        foreach (var (verb, path, operation) in (await hub.Description).Operations)
        {
            var done = operation["responses"]!.AsObject().Where(r => r.Key[0] == '2').ToList();
            if (operation["operationId"]!.GetValue<string>() is "periods.change") Assert.Empty(done);   // what was closed is never changed
            else if (done is [{ Key: "204" } nothing]) Assert.Null(nothing.Value!["content"]);
            else Assert.True(done is [{ Value: { } answer }] && answer["content"]?.AsObject() is { Count: > 0 } content && content.All(c => c.Value!["schema"]?.AsObject().Count > 0), $"{verb} {path}: {string.Join(' ', done.Select(d => d.Value!.ToJsonString()))}");
        }
    }

    /// <summary>Every answer to <see cref="RunningHub.Client"/> is held to the description, in whichever test it is asked for; here all there is to read is asked for by everyone.</summary>
    [Fact]
    public async Task Is_what_the_program_answers()
    {
        using var mediator = await hub.Client("mediator");
        using var clerk = await hub.Client("clerk");
        var c = await mediator.Sealed();
        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        var review = await mediator.Create("reviews", new { caseId = $"{c["id"]}", partyId = "a1", appliedAt = Calls.At(0) });
        var paper = await mediator.Create($"cases/{c["id"]}/papers", new { kind = "mediationAgreement" });
        Assert.Equal(System.Net.HttpStatusCode.OK, (await mediator.Post($"/api/v1/cases/{c["id"]}/reveal", new { partyId = "a1", fields = new[] { "phone" }, reason = "电话联系" })).Status);
        var entrustment = await clerk.Create("entrustments", Roads.Dispute("长劳人仲案字〔2026〕第5号"));
        var recommendation = await clerk.Create("recommendations", new
        {
            commissionId = "commission-1", arbitrationNumber = "收〔2026〕第6号", receivedOn = Calls.Today, applicants = new[] { new { kind = "person", name = "孙小川" } }, respondents = new[] { new { kind = "employer", name = "长春某某物流有限公司" } },
            disputeType = "07.1", claims = new[] { new { type = "07.1", text = "支付工资", amount = 8000m } }, facts = "申请人自2026年8月起未领到工资。", organizations = new[] { RunningHub.Organization },
        });
        using var city = await hub.Client("city");
        await city.Create("base-lists", new { region = "220100", kind = "townships", from = "2026-01-01", source = "2025年统计用区划代码", entries = new[] { new { code = "220102001", name = "桃源街道" }, new { code = "220112001", name = "云山街道" } } });
        var (campaign, nomination) = (await Selection.RunningCampaigns.Make(hub))[^1];
        await mediator.PostAsync("/api/v1/me/calendar-feed", null);
        using var draft = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/me/drafts/{Draft}") { Content = JsonContent.Create(new { kind = "register", fields = new { facts = new[] { "欠薪" } } }) };
        draft.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await mediator.SendAsync(draft)).StatusCode);
        var ids = new Dictionary<string, string>
        {
            ["cases"] = $"{c["id"]}", ["organizations"] = RunningHub.Organization, ["mediators"] = RunningHub.Mediator, ["commissions"] = "commission-1", ["users"] = "mediator", ["reviews"] = $"{review["id"]}", ["entrustments"] = $"{entrustment["id"]}",
            ["recommendations"] = $"{recommendation["id"]}", ["campaigns"] = campaign, ["papers"] = $"{paper["id"]}", ["roster"] = RunningHub.Organization, ["rankings"] = RunningHub.Organization, ["rules"] = "MED15R", ["base-lists"] = "220100-townships", ["me"] = Draft,
        };
        var (answered, wrong) = (new HashSet<string>(), new HashSet<string>());
        var reads = (await hub.Description).Operations.Where(o => o.Verb is "get" && !o.Path.EndsWith("/live", StringComparison.Ordinal)).ToList();
        foreach (var user in new[] { "mediator", "head", "clerk", "director", "city", "province", "auditor", "admin" })
        {
            using var client = await hub.Client(user);
            client.DefaultRequestHeaders.Add("X-Access-Reason", "abc");
            foreach (var (_, path, operation) in reads)
            {
                var address = path.Replace("/nominations/{id}", $"/nominations/{nomination}").Replace("{id}", ids.GetValueOrDefault(path.Split('/')[3], "none")).Replace("{campaign}", campaign).Replace("{year}", "2026").Replace("{list}", "cases").Replace("{kind}", "mediators").Replace("{partyId}", "a1").Replace("{caseId}", $"{c["id"]}");
                try
                {
                    using var answer = await client.GetAsync($"{address}{(path.EndsWith("/search", StringComparison.Ordinal) ? "?q=李明月" : path.EndsWith("/explain", StringComparison.Ordinal) ? "?rule=MED15R&from=2025-05-23" : "")}");
                    if (answer.IsSuccessStatusCode) answered.Add(operation["operationId"]!.GetValue<string>());
                }
                catch (Xunit.Sdk.XunitException e)
                {
                    wrong.Add(e.Message);
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var silent = string.Join(' ', reads.Select(r => r.Operation["operationId"]!.GetValue<string>()).Except(answered).Order());
        Assert.True(silent == string.Join(' ', NotHere.Order()), silent);
        using var refused = await mediator.GetAsync("/api/v1/cases?page=0");
        var description = await hub.Description;
        Assert.Null(description.Wrong(description.Document["components"]!["schemas"]!["Problem"]!, JsonNode.Parse(await refused.Content.ReadAsStringAsync()), "problem"));
    }

    /// <summary>What takes a longer road to have something to read, and is read in the tests of that road.</summary>
    private static readonly string[] NotHere =
    [
        "alerts.read", "cases.dossier-pdf", "destructions.read", "files.read", "imports.errors", "imports.read", "outbox.read", "papers.read-pdf", "periods.bulletin", "periods.corrections", "periods.organizations", "periods.read",
        "periods.report", "roster.read", "samplings.case", "samplings.paper", "samplings.read", "samplings.redraw", "satisfaction.read", "sessions.invitation",
    ];

    private const string Draft = "0123456789abcdef01234567";

    private async Task<JsonNode> Document()
    {
        using var stranger = await hub.Client(null);
        return await stranger.Get("/openapi/v1.json");   // nobody signs in for it
    }
}
