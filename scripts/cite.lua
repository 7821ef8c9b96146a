-- Set CSL items as references, each by itself, in one run of Pandoc.
--
-- Reads {"style": path, "items": [...]} and prints a list of texts: in the style, or without one as
-- BibTeX. Each item is a document of its own: in one bibliography the style would number the
-- references and tell works of one year apart by letters.
local input = pandoc.json.decode(io.read("a"), false)

local function reference(item)
    local doc = pandoc.read(pandoc.json.encode({item}), "csljson")
    if not input.style then
        return pandoc.write(doc, "bibtex", {wrap_text = "none"})
    end
    doc.meta.csl = input.style
    doc.meta.nocite = pandoc.MetaInlines({pandoc.Cite({}, {pandoc.Citation("*", "NormalCitation")})})
    return pandoc.write(pandoc.utils.citeproc(doc), "plain", {wrap_text = "none"})
end

local texts = {}
for place, item in ipairs(input.items) do
    texts[place] = reference(item)
end
print(pandoc.json.encode(texts))
