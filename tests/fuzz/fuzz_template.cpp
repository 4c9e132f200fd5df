#include "core/compose/Merge.h"
#include "core/compose/Segments.h"
#include "core/compose/TemplateOutline.h"
#include "tests/fuzz/Fuzz.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"script", "Spoke script"});
    mustReach({"syntax error", "missing field", "branch", "value", "UCS-2", "several segments"});
});

/// The same bytes as a script of Spoke's, and as a value in one.
void asSpokeScript(const QString& text)
{
    MergeRules rules{TemplateSyntax::Spoke, TextCleaning::SpokeTypography, {u"amt"_s, u"city"_s}, {}};
    Contact contact;
    contact.firstName = u"Ada"_s;
    contact.fields = {{u"amt"_s, text}, {u"city"_s, u"{contactId}"_s}};
    contact.id.value = u"7"_s;
    const Merge merge(rules, contact, u"Sam Lee"_s);
    for (const auto& script : {text, u"Hi {amt} in {city}"_s}) {
        const auto made = merge.rendered(script);
        reach("Spoke script", bool(made));
        if (!made) {
            FUZZ_CHECK(made.error().position >= 0 && made.error().position < script.size());
        }
    }
    const TemplateOutline outline(text, TemplateSyntax::Spoke);
    auto end = 0;
    for (const auto& span : outline.spans()) {
        FUZZ_CHECK(span.position >= end && span.length > 0 && span.end() <= text.size());
        end = span.end();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto text = QString::fromUtf8(fuzzBytes(data, size));
    MergeFields fields;
    fields.set(u"FirstName"_s, u"Ada"_s);
    fields.set(u"State"_s, u"TX"_s);
    fields.set(u"Blank"_s, u"  "_s);
    // A value is text, whatever it looks like: rendered once, never again.
    fields.set(u"Tricky"_s, u"{FirstName} {{ }} {if State}"_s);

    const auto rendered = renderTemplate(text, fields);
    reach("script", bool(rendered));
    reach("syntax error", !rendered && rendered.error().fault == TemplateFault::Syntax);
    reach("missing field", !rendered && rendered.error().fault != TemplateFault::Syntax);
    reach("branch", rendered && text.contains(u"{if "_s));
    reach("value", rendered && text.contains(u"{FirstName}"_s) && rendered->contains(u"Ada"_s));
    if (!rendered) {
        FUZZ_CHECK(rendered.error().position >= 0 && rendered.error().position < text.size());
        const auto at = text.at(rendered.error().position);
        FUZZ_CHECK(at == u'{' || at == u'}');
        FUZZ_CHECK((rendered.error().fault == TemplateFault::Syntax) == rendered.error().field.isEmpty());
    } else if (!text.contains(u'{') && !text.contains(u'}')) {
        FUZZ_CHECK(*rendered == text);
    }
    // The structure is checked before anything is rendered: wrong for one contact is wrong for all.
    const auto bare = renderTemplate(text, {});
    const auto broken = [](const Result<QString, TemplateError>& result) {
        return !result && result.error().fault == TemplateFault::Syntax;
    };
    FUZZ_CHECK(broken(rendered) == broken(bare));

    const TemplateOutline outline(text);
    FUZZ_CHECK(outline.passage(fields).error == (rendered ? std::optional<TemplateError>() : rendered.error()));
    auto end = 0;
    for (const auto& span : outline.spans()) {
        FUZZ_CHECK(span.position >= end && span.length > 0 && span.end() <= text.size());
        end = span.end();
    }

    asSpokeScript(text);

    const auto count = countSegments(rendered ? *rendered : text);
    reach("UCS-2", count.encoding == SmsEncoding::Ucs2);
    reach("several segments", count.segments > 1);
    FUZZ_CHECK(count.segments >= 0 && count.units >= 0 && count.remaining >= 0);
    FUZZ_CHECK((count.encoding == SmsEncoding::Ucs2) == !count.culprits.isEmpty());
    return 0;
}
