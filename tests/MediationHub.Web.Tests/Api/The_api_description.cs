using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Web.Api;
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
        ["entrustments"] = "record-consent entrust accept decline return-result",
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
            ["AgreementStatus"] = "drafted effective inReview confirmed returned superseded",
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
    public async Task Is_what_the_program_answers()
    {
        var document = await Document();
        using var mediator = await hub.Client("mediator");
        using var head = await hub.Client("head");
        using var clerk = await hub.Client("clerk");
        using var province = await hub.Client("province");
        using var admin = await hub.Client("admin");
        var c = await mediator.Sealed();
        c = await mediator.Do(c, "close", new { outcome = "agreed", on = Calls.Today });
        var (_, review, _) = await mediator.Post("/api/v1/reviews", new { caseId = $"{c["id"]}", partyId = "a1", appliedAt = Calls.At(0) });
        var (made, paper, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/papers", new { kind = "mediationAgreement" });
        Assert.Equal(System.Net.HttpStatusCode.Created, made);
        Fits("post", "/api/v1/cases/{id}/papers", paper);
        Fits("post", "/api/v1/cases/{id}/close", c);
        Fits("post", "/api/v1/reviews", review);
        var (_, revealed, _) = await mediator.Post($"/api/v1/cases/{c["id"]}/reveal", new { partyId = "a1", fields = new[] { "phone" }, reason = "电话联系" });
        Fits("post", "/api/v1/cases/{id}/reveal", revealed);
        foreach (var (client, path, id) in new (HttpClient, string, string)[]
        {
            (mediator, "cases", ""), (mediator, "cases/{id}", $"{c["id"]}"), (mediator, "cases/{id}/timeline", $"{c["id"]}"), (mediator, "cases/{id}/papers", $"{c["id"]}"), (mediator, "workbench", ""), (head, "workbench", ""), (province, "workbench", ""),
            (mediator, "me", ""), (clerk, "me", ""), (province, "organizations", ""), (province, "organizations/{id}", RunningHub.Organization), (province, "organizations/{id}/success-rate", RunningHub.Organization),
            (head, "organizations/{id}/success-rate/cases", RunningHub.Organization), (head, "mediators", ""), (head, "mediators/{id}", RunningHub.Mediator), (clerk, "reviews", ""), (clerk, "reviews/{id}", $"{review["id"]}"), (clerk, "entrustments", ""),
            (clerk, "recommendations", ""), (clerk, "commissions", ""), (clerk, "commissions/{id}", "commission-1"), (admin, "users", ""), (admin, "users/{id}", "mediator"), (province, "campaigns", ""), (province, "rankings", ""),
            (admin, "calendars", ""), (admin, "calendars/{year}", "2026"), (province, "periods", ""), (province, "organizations/{id}/indicators", RunningHub.Organization),
        })
            Fits("get", $"/api/v1/{path}", await client.Get($"/api/v1/{path.Replace("{id}", id).Replace("{year}", id)}"));
        Fits("get", "/api/v1/deadlines/explain", await mediator.Get("/api/v1/deadlines/explain?rule=MED15R&from=2025-05-23"));
        using var refused = await mediator.GetAsync("/api/v1/cases?page=0");
        Check(document["components"]!["schemas"]!["Problem"]!, JsonNode.Parse(await refused.Content.ReadAsStringAsync()), "problem");

        void Fits(string verb, string path, JsonNode answer)
        {
            var content = document["paths"]![path]![verb]!["responses"]!.AsObject().First(r => r.Key[0] == '2').Value!["content"]!.AsObject().First().Value!;
            Check(content["schema"]!, answer, $"{verb} {path}");
        }

        void Check(JsonNode schema, JsonNode? value, string at)
        {
            if (Wrong(schema, value, at) is { } wrong) Assert.Fail(wrong);
        }

        string? Wrong(JsonNode schema, JsonNode? value, string at)
        {
            if (schema["$ref"]?.GetValue<string>() is { } pointer)
                return Wrong(pointer.Split('/').Skip(1).Aggregate(document, (n, step) => n is JsonArray list ? list[int.Parse(step)]! : n[step.Replace("~1", "/").Replace("~0", "~")]!), value, at);
            if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray some)
                return some.Any(s => Wrong(s!, value, at) is null) ? null : string.Join(" | ", some.Select(s => Wrong(s!, value, at)));
            var types = schema["type"] switch { JsonArray several => several.Select(t => t!.GetValue<string>()).ToArray(), JsonValue one => [one.GetValue<string>()], _ => [] };
            var kind = value?.GetValueKind() switch { null or JsonValueKind.Null => "null", JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Number => "number", _ => "boolean" };
            if (types.Length > 0 && !types.Contains(kind) && !(kind == "number" && types.Contains("integer") && value!.GetValue<decimal>() % 1 == 0)) return $"{at} is {kind}, not {string.Join(" or ", types)}";
            if (schema["enum"] is JsonArray words && kind == "string" && !words.Any(w => w?.GetValue<string>() == value!.GetValue<string>())) return $"{at} is {value}, not one of {words.ToJsonString()}";
            if (value is JsonArray items && schema["items"] is { } of) return items.Select((item, i) => Wrong(of, item, $"{at}[{i}]")).FirstOrDefault(w => w is not null);
            if (value is not JsonObject members || schema["properties"] is not JsonObject known) return null;
            foreach (var required in schema["required"] as JsonArray ?? [])
                if (!members.ContainsKey(required!.GetValue<string>())) return $"{at} has no {required}";
            foreach (var (name, member) in members)
                if (known[name] is not { } described) return $"{at}.{name} is not in the document";
                else if (Wrong(described, member, $"{at}.{name}") is { } wrong) return wrong;
            return null;
        }
    }

    private async Task<JsonNode> Document()
    {
        using var stranger = await hub.Client(null);
        return await stranger.Get("/openapi/v1.json");
    }
}
