using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Features.Accounts;
using MediationHub.Web.Features.Cases;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace MediationHub.Web.Api;

/// <summary>The OpenAPI document: what it says of the API as a whole, of each command (from the code's own comments), and the shapes of bodies.</summary>
public static class ApiDescription
{
    private static readonly Dictionary<Type, string> Examples = new()
    {
        [typeof(AccountEndpoints.TokenRequest)] = """{"userName":"mediator","password":"Demo-2026!"}""",
        [typeof(NewCase)] = """
            {"organizationId":"demo-org","source":"partyApplication","form":"written","receivedAt":"2026-11-02T09:10:00+08:00",
             "applicants":[{"kind":"person","name":"李某","idType":"residentId","idNumber":"220102199003070048","phone":"13800000000","address":"长春市南关区某路1号"}],
             "respondents":[{"kind":"employer","name":"某某公司","creditCode":"91350100M000100Y43","legalRepresentative":"张某","phone":"0431-88690000"}],
             "disputeType":"07.1","claims":[{"type":"07.1","text":"支付2026年8月至9月工资","amount":12000.00}],"facts":"申请人自2026年8月起未领到工资。","knewOn":"2026-10-08","workersInvolved":1}
            """,
        [typeof(Domain.Cases.AddEvidence)] = """{"fileId":"…","title":"8月工资条","partyId":"a1","purpose":"证明8月工资未足额支付","visibility":"allParties","also":[{"fileId":"…","title":"9月工资条"}]}""",
        [typeof(Features.Satisfaction.SatisfactionBody)] = """{"attitude":5,"fairness":5,"speed":4,"result":4,"overall":5,"comment":"办得很快"}""",
        [typeof(Domain.Organizations.RecordInspection)] = """{"on":"2026-11-20","inspectors":[{"name":"钱某","userName":"city"},{"name":"孙某"}],"items":[{"code":"A1","result":"met"},{"code":"A2","result":"partly","note":"行为规范为旧版"}],"findings":"总体符合要求","photos":["…"],"rectify":["更换行为规范"],"rectifyBy":"2026-12-20"}""",
        [typeof(Features.BaseLists.NewBaseList)] = """{"region":"220100","kind":"townships","from":"2026-01-01","source":"2025年统计用区划代码","entries":[{"code":"220104001","name":"湖畔街道"},{"code":"220112100","name":"云山街道","organizationId":"…"}]}""",
        [typeof(Features.BaseLists.RevisedBaseList)] = """{"from":"2027-01-01","source":"市统计局规模以上单位名录（2026年末）","count":1280}""",
        [typeof(Features.Samplings.NewSampling)] = """{"organizationId":"demo-org","from":"2025-11-01","to":"2026-10-31","size":10,"reason":"年度选树核查"}""",
        [typeof(Domain.Samplings.ScorePapers)] = """{"caseId":"…","items":[{"code":"P1","points":14},{"code":"P4"}],"remark":"登记要素不全"}""",
        [typeof(Features.Papers.SelectionPaperRequest)] = """{"kind":"recommendationSummary","unit":"220100"}""",
        [typeof(Features.Law.CalendarBody)] = """{"days":[{"on":"2026-12-31","kind":"off","holiday":"元旦"},{"on":"2027-01-01","kind":"off","holiday":"元旦"},{"on":"2027-01-03","kind":"work","holiday":"元旦"}],"noticeNumber":null,"source":"国务院办公厅关于2027年部分节假日安排的通知","reason":"已加载的年份须写明修改的原因"}""",
        [typeof(Features.Law.RuleBody)] = """{"count":3,"unit":"working","roll":"none","basis":"企业劳动争议协商调解规定第二十二条","effect":"逾期受理记为程序瑕疵，不影响受理的效力","source":"收到申请后3个工作日内决定","mark":"M:H","effectiveFrom":"2026-12-01","reason":"核对原文"}""",
        [typeof(Features.Law.SettingBody)] = """{"value":2,"mark":"M:H","source":"民事诉讼法第六十一条（参照）","reason":"核对原文"}""",
        [typeof(Features.Periods.NewPeriod)] = """{"period":"2026-10"}""",
        [typeof(Domain.Periods.NotePeriod)] = """{"note":"九月因系统切换，两件案件补登。"}""",
        [typeof(Features.Destructions.NewDestruction)] = """{"organizationId":"demo-org","cases":["…"],"reason":"保管期限届满，无未结的仲裁、诉讼和履行事项"}""",
        [typeof(Features.Reminders.RuleChange)] = """{"active":true,"days":[-3,0,1],"recipients":["mediator","head"],"channels":["mail"],"ahead":"案件{number}的调解期限于{due}届满，请安排调解。","today":"案件{number}的调解期限于{due}届满，请当日办结。","past":"案件{number}的调解期限已于{due}届满，尚未办结。","source":"市局〔2026〕12号通知"}""",
        [typeof(Features.Reminders.QuietChange)] = """{"from":"21:00","until":"08:00"}""",
        [typeof(Features.Reminders.WishesChange)] = """{"mail":"wang@example.gov.cn","phone":"13800000000","optedOut":[{"rule":"performance","channel":"sms"}]}""",
        [typeof(Features.Drafts.DraftBody)] = """{"kind":"register","fields":{"applicants[0].name":["李某"],"disputeType":["07.1"]},"cleared":["facts"]}""",
        [typeof(Features.Cases.Register.DuplicateQuestion)] = """{"applicants":[{"kind":"person","name":"李某","idNumber":"220102199003070048"}],"respondents":[{"kind":"employer","name":"某某公司","creditCode":"91350100M000100Y43"}]}""",
        [typeof(Domain.Cases.RecordConsent)] = """{"partyId":"r1","consents":true,"on":"2026-11-02"}""",
        [typeof(Domain.Cases.AcceptCase)] = """{"mediatorId":"…","on":"2026-11-03","elsewhere":{"kind":"none"}}""",
        [typeof(Domain.Cases.ScheduleSession)] = """{"startsAt":"2026-11-05T09:00:00+08:00","endsAt":"2026-11-05T10:30:00+08:00","place":"第一调解室","mode":"onSite","private":false,"attendees":["a1","r1"]}""",
        [typeof(Features.Calendar.KeepSlot)] = """{"startsAt":"2026-11-05T09:00:00+08:00","endsAt":"2026-11-05T10:30:00+08:00","mediatorId":"…","room":"第一调解室"}""",
        [typeof(Domain.Organizations.ListRooms)] = """{"rooms":["第一调解室","第二调解室"]}""",
        [typeof(Domain.Cases.HoldSession)] = """
            {"startsAt":"2026-11-05T09:00:00+08:00","endsAt":"2026-11-05T10:00:00+08:00","place":"第一调解室","mode":"onSite",
             "attendance":[{"partyId":"a1","present":true},{"partyId":"r1","present":true,"via":"人事主管"}],
             "record":{"statements":[{"by":"a1","text":"要求支付拖欠的工资。"}],"undisputedFacts":["双方存在劳动关系。"],"result":"agreementReached"},
             "offers":[{"byPartyId":"r1","amount":10000,"text":"分两期支付"}],"identityChecked":true,"readBack":true,"signatures":[{"partyId":"a1"},{"partyId":"r1"}]}
            """,
        [typeof(Features.Cases.CaseToSplit)] = """{"partyIds":["a2"],"claimNos":[2],"reason":"两名申请人的争议事实不同，分别调解"}""",
        [typeof(Domain.Cases.MergeCase)] = """{"intoCaseId":"…","reason":"同一用人单位同一事由，一并调解"}""",
        [typeof(Domain.Cases.ConfirmAddress)] = """{"partyId":"r1","address":"长春市朝阳区某街2号","recipient":"周某","phone":"0431-88690001","channel":"email","account":"hr@example.com","on":"2026-11-03","fileId":"…"}""",
        [typeof(Domain.Cases.RecordService)] = """{"paperId":"…","partyId":"r1","method":"post","result":"returned","on":"2026-11-09","proof":["…"],"note":"邮件退回，原址无人"}""",
        [typeof(Domain.Cases.ServeOnTheSpot)] = """{"paperId":"…","parties":["a1","r1"],"on":"2026-11-03","proof":["…"]}""",
        [typeof(Features.Papers.PaperRequest)] = """{"kind":"extensionConsent","days":5,"reason":"双方正在核对考勤记录"}""",
        [typeof(Features.Papers.BridgePaperRequest)] = """{"kind":"mediationLetter"}""",
        [typeof(Domain.Cases.DraftAgreement)] = """{"terms":[{"kind":"payment","payerId":"r1","payeeId":"a1","amount":11000.00,"instalments":[{"amount":6000.00,"dueOn":"2026-12-01"},{"amount":5000.00,"dueOn":"2027-01-04"}],"manner":"银行转账"}]}""",
        [typeof(Domain.Cases.SignAgreement)] = """{"signer":{"partyId":"a1"},"signedAt":"2026-11-05T10:20:00+08:00"}""",
        [typeof(Domain.Cases.SealAgreement)] = """{"sealedAt":"2026-11-05T10:40:00+08:00"}""",
        [typeof(Features.Bridge.NewCommission)] = """{"profile":{"code":"CC-ZC","name":"长春市劳动人事争议仲裁委员会","level":"city","unit":"220100","jurisdiction":["220100"],"instituteName":"长春市劳动人事争议仲裁院"}}""",
        [typeof(Domain.Commissions.CountApplications)] = """{"month":"2026-10","received":42,"alreadyMediated":11}""",
        [typeof(Features.Bridge.NewReview)] = """{"caseId":"…","partyId":"a1","appliedAt":"2026-11-09T09:30:00+08:00","proof":["…"]}""",
        [typeof(Domain.Reviews.JoinReview)] = """{"partyId":"r1","joinedAt":"2026-11-10T10:00:00+08:00","postedOn":"2026-11-06","postingProof":"EMS 1031234567890"}""",
        [typeof(Domain.Reviews.AcceptReview)] = """{"on":"2026-11-11"}""",
        [typeof(Domain.Reviews.DeclineReview)] = """{"ground":3,"reason":"共同申请超过协议生效之日起十五日","on":"2026-11-11"}""",
        [typeof(Domain.Reviews.AssignReviewer)] = """{"arbitratorId":"demo-arbitrator"}""",
        [typeof(Domain.Reviews.ExtendReview)] = """{"reason":"需向社保经办机构核实缴费记录"}""",
        [typeof(Domain.Reviews.MakeLetter)] = """{"sealedAt":"2026-11-13T15:00:00+08:00"}""",
        [typeof(Domain.Reviews.RefuseReview)] = """{"grounds":[{"ground":5,"reason":"第二项未写明履行期限"}],"on":"2026-11-13"}""",
        [typeof(Domain.Reviews.ServeLetter)] = """{"partyId":"a1","method":"direct","result":"signed","on":"2026-11-16"}""",
        [typeof(Features.Bridge.NewEntrustment)] = """
            {"commissionId":"demo-commission","organizationId":"demo-org","arbitrationNumber":"长劳人仲案字〔2026〕第321号",
             "applicants":[{"kind":"person","name":"李某","phone":"13800000000"}],"respondents":[{"kind":"employer","name":"某某公司"}],
             "disputeType":"07.1","claims":[{"type":"07.1","text":"支付2026年8月至9月工资","amount":12000.00}],"facts":"申请人自2026年8月起未领到工资。","hearingOpened":false}
            """,
        [typeof(Domain.Entrustments.ReturnResult)] = """{"on":"2026-11-20","undisputedFacts":["双方自2026年3月起存在劳动关系。"]}""",
        [typeof(Domain.Entrustments.RecordDisposition)] = """{"kind":"letterMade","on":"2026-11-24","number":"长劳人仲案字〔2026〕第321号"}""",
        [typeof(Domain.Entrustments.CorrectDisposition)] = """{"kind":"applicationWithdrawn","on":"2026-11-24","reason":"申请人当庭撤回，没有制作调解书。"}""",
        [typeof(Features.Bridge.NewRecommendation)] = """
            {"commissionId":"demo-commission","arbitrationNumber":"收〔2026〕第88号","receivedOn":"2026-11-09",
             "applicants":[{"kind":"person","name":"李某","phone":"13800000000"}],"respondents":[{"kind":"employer","name":"某某公司"}],
             "disputeType":"07.1","claims":[{"type":"07.1","text":"支付2026年8月至9月工资","amount":12000.00}],"facts":"申请人自2026年8月起未领到工资。","organizations":["demo-org"]}
            """,
        [typeof(Domain.Recommendations.RecordReply)] = """{"agrees":true,"organizationId":"demo-org","on":"2026-11-10"}""",
        [typeof(Features.Rankings.WhatIfAsked)] = """{"definition":"A2","target":65,"minimumClosed":{"default":15},"from":"2026-01-01","to":"2026-12-31","unit":"220100","pendingSettle":[{"organizationId":"demo-org","cases":3}]}""",
        [typeof(Domain.Cases.CloseCase)] = """{"outcome":"agreed","on":"2026-11-05"}""",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) is true;
        // Two types of one name would pass for each other: the second one is told apart by its folder.
        var named = new Dictionary<Type, string>();
        options.CreateSchemaReferenceId = shape =>
        {
            if (OpenApiOptions.CreateDefaultSchemaReferenceId(shape) is not { } name) return null;
            var type = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
            lock (named)
                return named.TryGetValue(type, out var known) ? known : named[type] = named.ContainsValue(name) ? type.Namespace!.Split('.')[^1] + name : name;
        };
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "MediationHub",
                Version = "v1",
                Description = """
                    劳动人事争议调解管理接口。先以 POST /api/v1/tokens 取得令牌，之后附 Authorization: Bearer。
                    命令以 POST /api/v1/<资源>/{id}/<命令> 发送，须带 If-Match（所见版本的 ETag），可带 Idempotency-Key（24 小时内同键同文只生效一次）。
                    拒绝以 application/problem+json 回答：code 稳定，detail 为中文（Accept-Language: en 时为英文），basis 为法条，errors 为字段。
                    日期为 Asia/Shanghai 的 yyyy-MM-dd；时间为带时区的 RFC 3339；金额单位为元，至多两位小数。
                    应答中没有值的项一般不出现；请求中不认识的项和查询参数不予理会，必填项缺少时以 400 指明。
                    列表以 page、pageSize（不超过 200）翻页，total 数到 10,000 为止，再往后用 after。
                    """,
            };
            var components = document.Components ??= new();
            (components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>())[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "POST /api/v1/tokens 取得的令牌" };
            document.Security = [new() { [new(Bearer, document)] = [] }];
            (components.Schemas ??= new Dictionary<string, IOpenApiSchema>())[nameof(Problem)] = ProblemShape();
            // A nullable enum lends its null to every place that names the words.
            foreach (var schema in components.Schemas.Values.OfType<OpenApiSchema>().Where(s => s.Enum is { Count: > 0 })) schema.Enum = [.. schema.Enum!.Where(word => word is not null && word.GetValueKind() is not JsonValueKind.Null)];
            return Task.CompletedTask;
        });
        var comments = Comments();
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<CommandOf>().FirstOrDefault() is { } command)
            {
                operation.Summary = comments.GetValueOrDefault("T:" + command.Command.FullName);
                (operation.Parameters ??= []).Add(new OpenApiParameter { Name = "Idempotency-Key", In = ParameterLocation.Header, Description = "同一请求的名字，1 至 200 个字符", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
            var version = metadata.OfType<AsksForVersion>().FirstOrDefault();
            if (version is not null) (operation.Parameters ??= []).Add(new OpenApiParameter { Name = "If-Match", In = ParameterLocation.Header, Required = version.Always, Description = "所见版本，如 \"5\"", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            operation.Summary ??= ApiSummaries.Of.GetValueOrDefault(operation.OperationId ?? "");
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (Words.TryGetValue((operation.OperationId ?? "", parameter.Name!), out var words)) parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words().Select(w => (JsonNode)w)] };
                parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name!);
            }
            var anonymous = metadata.OfType<Microsoft.AspNetCore.Authorization.IAllowAnonymous>().Any();
            if (anonymous) operation.Security = [];
            foreach (var (status, says) in Refusals(context.Description.RelativePath!, metadata.OfType<CommandOf>().Any(), version is not null, context.Description.HttpMethod is not "GET" || metadata.OfType<MayRefuse>().Any(), anonymous, operation))
                (operation.Responses ??= [])[status] = new OpenApiResponse { Description = says, Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) } } };
            foreach (var created in (operation.Responses ?? []).Where(r => r.Key == "201").Select(r => r.Value).OfType<OpenApiResponse>())
                created.Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = new OpenApiHeader { Description = "新记录的地址", Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
            if (operation.RequestBody?.Content is { } content && metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().FirstOrDefault()?.RequestType is { } body && Examples.TryGetValue(body, out var example))
                foreach (var media in content.Values.OfType<OpenApiMediaType>()) media.Example = JsonNode.Parse(example);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if (type == typeof(Personal) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))) schema.Type = JsonSchemaType.String;
            if (comments.TryGetValue("T:" + type.FullName, out var says)) schema.Description ??= says;
            return Task.CompletedTask;
        });
    }

    private const string Bearer = "bearer";

    /// <summary>The words that a filter takes, by operation and parameter.</summary>
    private static readonly Dictionary<(string Operation, string Parameter), Func<IEnumerable<string>>> Words = new()
    {
        [("cases.list", "stage")] = ApiWord.All<Domain.Cases.CaseStage>,
        [("cases.list", "outcome")] = ApiWord.All<Domain.Cases.Outcome>,
        [("cases.list", "source")] = ApiWord.All<Domain.Cases.CaseSource>,
        [("cases.list", "due")] = () => ["overdue", "today", "soon"],
        [("cases.list", "sort")] = () => CaseLists.Sorts.Keys,
        [("organizations.list", "type")] = ApiWord.All<Domain.Organizations.OrganizationType>,
        [("organizations.list", "status")] = ApiWord.All<Domain.Organizations.OrganizationStatus>,
        [("rankings.list", "type")] = ApiWord.All<Domain.Organizations.OrganizationType>,
        [("reviews.list", "stage")] = ApiWord.All<Domain.Reviews.ReviewStage>,
        [("entrustments.list", "stage")] = ApiWord.All<Domain.Entrustments.EntrustmentStage>,
        [("recommendations.list", "stage")] = ApiWord.All<Domain.Recommendations.RecommendationStage>,
        [("organizations.success-rate-cases", "number")] = () => Features.Organizations.SuccessRates.Numbers.Concat(Features.Rankings.Cells.Names),
    };

    /// <summary>What parameters mean that many operations have.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["page"] = "页码，从 1 开始",
        ["pageSize"] = "每页条数，1 至 200",
        ["after"] = "上一页应答中的 next，代替 page",
        ["from"] = "起始日期 yyyy-MM-dd，含当日",
        ["to"] = "截止日期 yyyy-MM-dd，含当日",
        ["unit"] = "GB/T 2260 代码，或者 JL-CBS，含下级",
        ["definition"] = "成功率的口径：closing、A1 至 A9",
        ["type"] = "组织类型",
        ["q"] = "查询文字",
        ["rule"] = "期限规则，例如 MED15R",
        ["extend"] = "延长的天数，按规则的单位",
        ["days"] = "天数由办理人确定的规则（PUBN）的天数",
        ["disputeType"] = "争议类型代码，例如 07.1",
        ["organizationId"] = "调解组织编号",
        ["mediatorId"] = "调解员编号",
        ["sort"] = "排序",
        ["undisposed"] = "只列结果已反馈、尚未登记后续处理的委托调解",
    };

    /// <summary>Which refusals an operation may give: what each means is the same everywhere.</summary>
    private static IEnumerable<(string Status, string Says)> Refusals(string path, bool command, bool versioned, bool refuses, bool anonymous, OpenApiOperation operation)
    {
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 } || command) yield return ("400", "填写有误，errors 指明字段");
        if (!anonymous) yield return ("401", "未登录");
        if (!anonymous) yield return ("403", "可以查看，但不属于您的职责");
        if (path.Contains('{')) yield return ("404", "没有找到，或者不在权限范围内");
        if (refuses) yield return ("409", "规则不允许，basis 为法条");
        if (command) yield return ("422", "这个 Idempotency-Key 已用于另一个请求");
        if (!versioned) yield break;
        yield return ("412", "记录已有新变化，conflict 列出");
        yield return ("428", "缺少 If-Match");
    }

    private static OpenApiSchema ProblemShape()
    {
        static OpenApiSchema Text(string says) => new() { Type = JsonSchemaType.String, Description = says };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("about:blank"),
                ["title"] = Text("标题"),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("说明，中文；Accept-Language: en 时为英文"),
                ["code"] = Text("稳定的代码，例如 consent-missing"),
                ["basis"] = Text("法条，法律不允许时"),
                ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "字段和它的说明，400 时", AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } } },
                ["conflict"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "412 时：所见和现在的版本，其间的变化",
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["yourVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                        ["currentVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                        ["changes"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } },
                    },
                },
            },
        };
    }

    /// <summary>
    /// Options for describing shapes, never for reading: properties stand without their constructor parameters,
    /// because a default of <see cref="Personal"/> cannot be written into a schema.
    /// </summary>
    public static void Describe(JsonSerializerOptions options)
    {
        options.Encoder = Wire.Json.Encoder;
        options.PropertyNamingPolicy = Wire.Json.PropertyNamingPolicy;
        foreach (var converter in Wire.Json.Converters) options.Converters.Add(converter);
        options.NumberHandling = Wire.Json.NumberHandling;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = new ShapesOnly();
    }

    private static bool IsHandedIn(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>)) || type.Name.StartsWith("New", StringComparison.Ordinal) || HandedIn.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));

    private static readonly string[] HandedIn = ["Entry", "Details", "Body"];

    private sealed class ShapesOnly : DefaultJsonTypeInfoResolver
    {
        public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            var known = base.GetTypeInfo(type, options);
            if (known.Kind is not JsonTypeInfoKind.Object || !known.Properties.Any(p => p.AssociatedParameter is not null)) return known;
            var shape = JsonTypeInfo.CreateJsonTypeInfo(type, options);
            foreach (var property in known.Properties)
            {
                // What the program fills in itself is no part of a body, nor of an answer.
                if (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Always }]) continue;
                var copy = shape.CreateJsonPropertyInfo(property.PropertyType, property.Name);
                copy.AttributeProvider = property.AttributeProvider;   // it knows what may be null
                (copy.Get, copy.Set) = (property.Get, property.Set ?? ((_, _) => { }));
                // What was left empty of personal text is left out of an answer.
                copy.IsRequired = property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && property.AttributeProvider?.IsDefined(typeof(MayBeLeftOutAttribute), false) is not true && (property.PropertyType != typeof(Personal) || IsHandedIn(type));
                if (!property.PropertyType.IsValueType) copy.IsGetNullable = copy.IsSetNullable = property.AssociatedParameter?.IsNullable ?? property.IsGetNullable;
                shape.Properties.Add(copy);
            }
            return shape;
        }
    }

    /// <summary>The summaries of the domain's types, from the documentation file beside the program.</summary>
    private static Dictionary<string, string> Comments()
    {
        var comments = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.xml").Where(f => Path.GetFileName(f).StartsWith("MediationHub.", StringComparison.Ordinal) || Path.GetFileName(f) == "mediationhub.xml"))
            foreach (var member in XDocument.Load(file).Descendants("member"))
                if (member.Element("summary") is { } summary) comments[member.Attribute("name")!.Value] = string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return comments;
    }
}
