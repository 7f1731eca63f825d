// The callbacks of libxml2, turned into events. The parser stops at the first error: mended XML would be a guess.
#include "readers/xml.hpp"

#include <libxml/parser.h>

#include <charconv>
#include <memory>
#include <string>
#include <vector>

namespace nianbao::readers {
namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

constexpr int most_complaints = 1000;

Vocabulary vocabulary_of(std::string_view uri) {
    struct Named {
        std::string_view transitional, strict;
        Vocabulary vocabulary;
    };
    constexpr Named all[] = {
        {"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         "http://purl.oclc.org/ooxml/wordprocessingml/main", Vocabulary::word},
        {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
         Vocabulary::sheet},
        {"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math",
         Vocabulary::math},
        {"http://schemas.openxmlformats.org/markup-compatibility/2006", {}, Vocabulary::compatibility},
        {"http://schemas.openxmlformats.org/package/2006/relationships", {}, Vocabulary::relationships},
    };
    for (const Named& named : all)
        if (!uri.empty() && (uri == named.transitional || uri == named.strict)) return named.vocabulary;
    return Vocabulary::other;
}

class Parser {
public:
    Parser(std::string_view part, const Limits& limits, XmlEvents& events)
        : part_(part), limits_(limits), events_(events) {
        xmlSAXHandler handler{};
        handler.initialized = XML_SAX2_MAGIC;
        handler.startElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar* uri,
                                    int namespaces, const xmlChar**, int count, int, const xmlChar** attributes) {
            static_cast<Parser*>(self)->start(local, uri, namespaces, attributes, count);
        };
        handler.endElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar* uri) {
            static_cast<Parser*>(self)->end(local, uri);
        };
        handler.characters = handler.cdataBlock = [](void* self, const xmlChar* text, int length) {
            static_cast<Parser*>(self)->characters(
                {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
        };
        handler.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
            static_cast<Parser*>(self)->refuse(damaged("a document type (DTD), which no such file has"));
        };
        handler.serror = [](void* self, xmlErrorPtr error) { static_cast<Parser*>(self)->complain(*error); };
        context_.reset(xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr));
        if (!context_) return;
        xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET);
        if (context_->dict != nullptr) xmlDictSetLimit(context_->dict, limits_.names.most);
    }

    /// False: no more is wanted.
    bool take(std::string_view bytes) {
        if (!context_) refuse(damaged("no memory"));
        if (done_) return false;
        xmlParseChunk(context_.get(), bytes.data(), static_cast<int>(bytes.size()), 0);
        check();
        if (!done_) check_limits();
        return !done_;
    }

    Refused finish() {
        if (!context_) refuse(damaged("no memory"));
        if (!done_) xmlParseChunk(context_.get(), nullptr, 0, 1);
        check();
        return refused_;
    }

private:
    struct Free {
        void operator()(xmlParserCtxtPtr context) const {
            if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
            xmlFreeParserCtxt(context);
        }
    };

    void stop() {
        done_ = true;
        if (context_) xmlStopParser(context_.get());
    }

    void refuse(Refused refused) {
        if (done_) return;
        refused_ = std::move(refused);
        if (refused_.why == grammar::Refusal::damaged) refused_.said = std::string(part_) + ": " + refused_.said;
        stop();
    }

    /// What libxml2 has to say, which would else be printed on standard error. Warnings are harmless, unless they cost time.
    void complain(const xmlError& error) {
        if (line_ == 0 && error.level != XML_ERR_WARNING) line_ = error.line;
        if (++complaints_ > most_complaints) refuse(damaged("more errors than text"));
    }

    /// Whether libxml2 itself has given up.
    void check() {
        if (done_) return;
        const bool sound = context_->wellFormed != 0 && context_->nsWellFormed != 0 && context_->disableSAX == 0;
        if (sound) return;
        if (context_->dict != nullptr && xmlDictGetUsage(context_->dict) >= limits_.names.most)
            refuse(over_limit(beyond(limits_.names)));
        refuse(damaged("no well-formed XML (line " + std::to_string(line_) + ")"));
    }

    /// A tag is parsed once it is whole.
    void check_limits() {
        const auto waiting = static_cast<std::size_t>(context_->input->end - context_->input->cur);
        if (waiting > limits_.token_bytes.most) refuse(over_limit(beyond(limits_.token_bytes)));
    }

    [[nodiscard]] XmlName name_of(const xmlChar* local, const xmlChar* uri) {
        if (uri != last_uri_ || uri == nullptr) {
            last_vocabulary_ = vocabulary_of(view(uri));
            last_uri_ = uri;  // libxml2 keeps one copy of each
        }
        return {last_vocabulary_, view(local)};
    }

    void start(const xmlChar* local, const xmlChar* uri, int namespaces, const xmlChar** attributes, int count) {
        if (done_) return;
        ++depth_;
        if (depth_ > limits_.depth.most) return refuse(over_limit(beyond(limits_.depth)));
        namespaces_.push_back(namespaces_.empty() ? 0 : namespaces_.back());
        namespaces_.back() += static_cast<std::size_t>(namespaces);
        // libxml2 compares each attribute with each, and looks through all namespaces for each element.
        if (static_cast<std::size_t>(count) > limits_.attributes.most || namespaces_.back() > limits_.attributes.most)
            return refuse(over_limit(beyond(limits_.attributes)));
        if (skipped_from_ != 0) return;
        switch (events_.start(name_of(local, uri), {attributes, count})) {
            case Visit::enter: return;
            case Visit::skip: skipped_from_ = depth_; return;
            case Visit::stop: return stop();
        }
    }

    void end(const xmlChar* local, const xmlChar* uri) {
        if (done_) return;
        if (skipped_from_ == 0) events_.end(name_of(local, uri));
        if (skipped_from_ == depth_) skipped_from_ = 0;
        --depth_;
        namespaces_.pop_back();
    }

    void characters(std::string_view text) {
        if (!done_ && skipped_from_ == 0) events_.characters(text);
    }

    std::string_view part_;
    const Limits& limits_;
    XmlEvents& events_;
    std::unique_ptr<xmlParserCtxt, Free> context_;
    const xmlChar* last_uri_ = nullptr;
    Vocabulary last_vocabulary_{};
    std::size_t depth_ = 0, skipped_from_ = 0;
    std::vector<std::size_t> namespaces_;  // declared so far, for each open element
    int line_ = 0, complaints_ = 0;
    bool done_ = false;
    Refused refused_;
};

}  // namespace

std::optional<std::string_view> XmlAttributes::get(std::string_view local) const {
    constexpr int fields = 5;  // of libxml2: local name, prefix, URI, value, behind the value
    for (int i = 0; i < count_; ++i) {
        const unsigned char** fields_of = attributes_ + i * fields;
        if (view(fields_of[0]) != local) continue;
        const auto* value = reinterpret_cast<const char*>(fields_of[3]);
        return std::string_view(value, static_cast<std::size_t>(fields_of[4] - fields_of[3]));
    }
    return std::nullopt;
}

std::optional<std::uint32_t> XmlAttributes::number(std::string_view local) const {
    const std::optional<std::string_view> text = get(local);
    std::uint32_t number = 0;
    if (!text) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc() && end == text->data() + text->size() ? std::optional(number) : std::nullopt;
}

Refused parse_xml(std::string_view part, const XmlBytes& bytes, const Limits& limits, XmlEvents& events) {
    Parser parser(part, limits, events);
    Refused of_bytes = bytes([&](std::string_view piece) { return parser.take(piece); });
    if (of_bytes) return of_bytes;
    return parser.finish();
}

}  // namespace nianbao::readers
